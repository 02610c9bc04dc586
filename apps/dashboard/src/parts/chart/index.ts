export { Chart, Legend } from "./chart";
export type { ChartData, Series } from "./shape";
