export { messageTable } from "../../../generated/index.gen.ts";
