/** Writes a function. Parameters that it does not use begin with `_`, as strict compilers demand. */
export function emitFunction(
  comment: string,
  name: string,
  {
    parameters,
    result,
    lines,
  }: { readonly parameters: readonly string[]; readonly result: string; readonly lines: readonly string[] },
): string {
  const body = lines.join("\n");
  const isUsed = (parameter: string): boolean =>
    new RegExp(`\\b${parameter.slice(0, parameter.indexOf(":"))}\\b`).test(body);
  return [
    `/** ${comment} */`,
    `function ${name}(${parameters.map((one) => (isUsed(one) ? one : `_${one}`)).join(", ")}): ${result} {`,
    ...lines.map((line) => `  ${line}`),
    "}",
  ].join("\n");
}
