/** What one of this package's own error codes means. */
export interface OwnError {
  readonly cause: string;
  readonly whatToDo: string;
  /** Whether the same call may succeed later, unchanged. Left out when it cannot. */
  readonly retryable?: true;
}
