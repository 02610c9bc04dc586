/** Shortest password, in characters. There is no rule on what it is composed of. */
export const PASSWORD_LENGTH_MIN = 12;
/** Longest. */
export const PASSWORD_LENGTH_MAX = 256;

/** What people choose where twelve characters are asked for, in lower case. */
const COMMON: ReadonlySet<string> = new Set([
  "123123123123",
  "123412341234",
  "1234567890ab",
  "123456789012",
  "1234567890123",
  "12345678901234",
  "123456789abc",
  "1q2w3e4r5t6y",
  "1qaz2wsx3edc",
  "1qaz2wsx3edc4rfv",
  "abcdefghijkl",
  "abcdefghijklm",
  "abc123abc123",
  "abcd1234abcd",
  "admin1234567",
  "adminadmin12",
  "adminadminadmin",
  "administrator",
  "administrator1",
  "administrator123",
  "asdfghjkl123",
  "asdfghjkl;'\\",
  "changeme1234",
  "changemechangeme",
  "changemenow1",
  "correcthorse",
  "correcthorsebatterystaple",
  "correct horse battery staple",
  "default12345",
  "fleethub1234",
  "fleethubadmin",
  "fleethubfleethub",
  "iloveyou1234",
  "letmein12345",
  "letmeinletmein",
  "opentelemetry",
  "opentelemetry1",
  "p@ssw0rd1234",
  "p@ssword1234",
  "passw0rd1234",
  "passwordpassword",
  "password1234",
  "password12345",
  "password123456",
  "password123!",
  "password1234!",
  "pleasechangeme",
  "q1w2e3r4t5y6",
  "qazwsxedcrfv",
  "qwerty123456",
  "qwerty1234567",
  "qwertyqwerty",
  "qwertyuiop12",
  "qwertyuiop123",
  "qwertyuiop[]",
  "qwertyuiopas",
  "qwertyuiopasdfghjkl",
  "rootrootroot",
  "secretsecret",
  "supersecret1",
  "testtesttest",
  "testpassword",
  "trustno1trustno1",
  "welcome12345",
  "welcomewelcome",
  "yourpassword",
  "zxcvbnm12345",
]);

/** Why this cannot be the password of this person, with what to do; null: it can. */
export function complaintAbout(password: string, name: string): string | null {
  const { length } = password;
  if (length < PASSWORD_LENGTH_MIN) {
    return `It has ${length} characters. Choose at least ${PASSWORD_LENGTH_MIN}, such as four words.`;
  }
  if (length > PASSWORD_LENGTH_MAX) {
    return `It has ${length} characters. Choose at most ${PASSWORD_LENGTH_MAX}.`;
  }
  const folded = password.toLowerCase();
  if (name !== "" && folded.split(name.toLowerCase()).every((rest) => /^[\d\W_]*$/.test(rest))) {
    return "It is the name, with nothing but signs around. Choose something that nobody can look up.";
  }
  if (new Set(folded).size < 4) return "It repeats a few characters. Choose several words instead.";
  if (COMMON.has(folded)) return "It is among the first that anybody would try. Choose another.";
  return null;
}
