// A string, which may hold what looks like a comment, or a comment.
const stringOrComment = /"(?:[^"\\]|\\.)*"|\/\/[^\n\r]*|\/\*[\s\S]*?\*\//g;

/** Blanks out the comments of a JSON text, which keeps the positions in error messages. A BOM is dropped. */
export function withoutComments(json: string): string {
  return json
    .replace(/^\uFEFF/, "")
    .replace(stringOrComment, (found) => (found.startsWith('"') ? found : found.replace(/[^\n\r]/g, " ")));
}
