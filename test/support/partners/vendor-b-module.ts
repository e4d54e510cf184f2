// What a partner with a contract of its own passes with --contract: the contract and NGOC's half of its binding.
export { counterpart } from "../contracts/vendor-b/counterpart.ts";
export { annotatedSchemas as schemas } from "../contracts/vendor-b/generated/annotated-schemas.gen.ts";
export { vendorBContract as contract } from "../contracts/vendor-b/index.ts";
