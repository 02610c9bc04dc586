export * from "./gen/opamp/v1/anyvalue_pb.js";
export * from "./gen/opamp/v1/opamp_pb.js";
export { create, type MessageInitShape } from "@bufbuild/protobuf";
