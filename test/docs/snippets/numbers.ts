import { CardNumber, CardSerialNumber } from "cardwright/numbering";

const serial = CardSerialNumber.parse("1234501002000351");
console.log(serial.series, serial.batch); // 1 2
console.log(serial.next().format()); // 1234501002000352

const number = CardNumber.parse("K4000123412341234");
console.log(`${number}`); // *************1234: printing a number masks it
number.reveal(); // the digits, for the card and the batch file
