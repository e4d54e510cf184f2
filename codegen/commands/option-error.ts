/** An option of a command that cannot be used as it is given. */
export class OptionError extends Error {
  override readonly name: string = "OptionError";
  readonly code: string = "COMPILER_OPTION";
  readonly help: string;

  constructor(message: string, help: string) {
    super(message);
    this.help = help;
  }
}
