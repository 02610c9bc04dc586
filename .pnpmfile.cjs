// What is published names only what is in the tarball: the private condition leads to sources, for tests alone.
const SOURCE = "@fleethub/source";

function beforePacking(manifest) {
  const { devDependencies: _tools, scripts: _steps, ...published } = manifest;
  const exports = Object.entries(manifest.exports ?? {}).flatMap(([path, target]) => {
    if (typeof target === "string") return [[path, target]];
    const { [SOURCE]: _sources, ...conditions } = target;
    return Object.keys(conditions).length === 0 ? [] : [[path, conditions]];
  });
  return { ...published, exports: Object.fromEntries(exports) };
}

module.exports = { hooks: { beforePacking } };
