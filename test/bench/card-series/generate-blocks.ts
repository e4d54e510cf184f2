import type { CardSeries } from "../../../src/card-series-maintenance/index.ts";

const names = ["Maria", "John", "Aïcha", "Wei", "Lena", "Jörg", "Priya", "Émile"];
const organizations = ["Harbour Lane Stores Ltd", "Brown & Sons", "Nordic Outdoor AB", "Café Métropole Group"];

/** The same blocks every time, as retailers' files have them: most fields there, some names not ASCII, some characters to escape. */
export function* generateBlocks(count: number): Generator<CardSeries> {
  for (let i = 0; i < count; i++) {
    const digits = String((i * 7_919) % 1_000_000).padStart(6, "0");
    const day = String(1 + (i % 28)).padStart(2, "0");
    yield {
      Action: "GenerateCard",
      UserName: `${names[i % names.length]}.user${i % 900}`,
      UserOrganization: organizations[i % organizations.length] ?? "",
      CardPrefix: "12345",
      CardSeriesSequence: "01",
      ...(i % 5 > 0 && { CardNumber: `1234501${String(i % 1000).padStart(3, "0")}${digits}` }),
      RTPTransaction: {
        RTPTransactionID: `TXN-${digits}`,
        OperatorID: `OP${digits}`,
        LocationID: `STORE-${i % 2000}`,
        TransactionDateTime: `2011-10-${day}T03:59:00`,
        DeviceID: `REG-${i % 40}`,
        BusinessDate: `2011-10-${day}`,
        RTPAmount: { CurrencyID: "USD", Amount: `${i % 500}`, ...(i % 2 > 0 && { AwardAmount: `${i % 100}.50` }) },
      },
      ...(i % 4 > 0 && {
        Customer: {
          CustomerID: `CUST${digits}`,
          ...(i % 2 > 0 && { AlternateKey: { TypeCode: "XSTORE_ID", AlternateID: `ALT-${digits}` } }),
        },
      }),
    };
  }
}
