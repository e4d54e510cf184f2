// rhea publishes types for its endpoints but not for the files of its codec; codec.ts gives them the types used here.
declare module "rhea-broker/lib/types.js" {
  const types: unknown;
  export = types;
}
declare module "rhea-broker/lib/frames.js" {
  const frames: unknown;
  export = frames;
}
declare module "rhea-broker/lib/message.js" {
  const message: unknown;
  export = message;
}
declare module "rhea-broker/lib/terminus.js" {
  const terminus: unknown;
  export = terminus;
}
