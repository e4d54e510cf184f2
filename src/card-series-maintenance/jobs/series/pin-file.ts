import {
  type CipherGCM,
  constants,
  createCipheriv,
  createDecipheriv,
  createPublicKey,
  type KeyObject,
  privateDecrypt,
  publicEncrypt,
  randomBytes,
} from "node:crypto";
import { open } from "node:fs/promises";
import { ConfigurationError } from "../../../errors/configuration-error.ts";
import { BatchFile, publishFile } from "../../file/batch-file.ts";

const format = "cardwright-pins-1";
const tagBytes = 16;
const minKeyBits = 2_048;

/**
 * A file of PINs that only the holder of a private key can read. Its first line is JSON with a random AES-256 key,
 * encrypted by RSA-OAEP with SHA-256, and the nonce; then come the lines `serial,pin`, encrypted by AES-256-GCM, and the
 * 16 bytes of its tag.
 */
export class PinFile {
  readonly #path: string;
  readonly #file: BatchFile;
  readonly #cipher: CipherGCM;

  private constructor(path: string, file: BatchFile, cipher: CipherGCM) {
    this.#path = path;
    this.#file = file;
    this.#cipher = cipher;
  }

  /** @throws ConfigurationError `SERIES_PIN_KEY` for what is no RSA public key of 2,048 bits or more. */
  static async begin(path: string, publicKey: string): Promise<PinFile> {
    const recipient = readPublicKey(publicKey);
    const key = randomBytes(32);
    const nonce = randomBytes(12);
    const wrapped = publicEncrypt(
      { key: recipient, oaepHash: "sha256", padding: constants.RSA_PKCS1_OAEP_PADDING },
      key,
    );
    const head = { format, key: wrapped.toString("base64"), nonce: nonce.toString("base64") };
    const cipher = createCipheriv("aes-256-gcm", key, nonce);
    const file = await BatchFile.begin(path, { secret: true });
    await file.append(`${JSON.stringify(head)}\n`);
    return new PinFile(path, file, cipher);
  }

  append(text: string): Promise<void> | undefined {
    return this.#file.append(this.#cipher.update(text, "utf8"));
  }

  async finish(): Promise<void> {
    await this.#file.append(this.#cipher.final());
    await this.#file.append(this.#cipher.getAuthTag());
    await this.#file.seal();
    await publishFile(this.#path);
  }

  async abandon(): Promise<void> {
    await this.#file.abandon();
  }
}

function readPublicKey(text: string): KeyObject {
  try {
    const key = createPublicKey(text);
    if (key.asymmetricKeyType === "rsa" && (key.asymmetricKeyDetails?.modulusLength ?? 0) >= minKeyBits) return key;
  } catch {
    // Reported below, without what the key is.
  }
  throw new ConfigurationError(`The key for PINs is no RSA public key of ${minKeyBits} bits or more`, {
    code: "SERIES_PIN_KEY",
    help: "Give the encoder's public key as PEM: -----BEGIN PUBLIC KEY-----.",
  });
}

/**
 * Reads a file of PINs with the private key, as its recipient does; returns its lines `serial,pin`. Throws when it was
 * changed.
 */
export async function readPinFile(path: string, privateKey: string): Promise<string> {
  await using file = await open(path, "r");
  const bytes = await file.readFile();
  const end = bytes.indexOf("\n");
  const head = JSON.parse(bytes.toString("utf8", 0, end)) as { readonly key: string; readonly nonce: string };
  const key = privateDecrypt(
    { key: privateKey, oaepHash: "sha256", padding: constants.RSA_PKCS1_OAEP_PADDING },
    Buffer.from(head.key, "base64"),
  );
  const decipher = createDecipheriv("aes-256-gcm", key, Buffer.from(head.nonce, "base64"));
  decipher.setAuthTag(bytes.subarray(-tagBytes));
  return decipher.update(bytes.subarray(end + 1, -tagBytes), undefined, "utf8") + decipher.final("utf8");
}
