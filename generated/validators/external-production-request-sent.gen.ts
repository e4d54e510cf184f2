// Generated from spec/production-partner.asyncapi.yaml (sha256 f6df3187f4d9c7457612daf95e5a928452da93423080d4658fe7b604f579516f).
// Do not edit: change the source and run `npm run generate`.

// @ts-nocheck: compiled by Ajv; its types are those of the message beside it.
import { type Check, isDateTime, isLongerThan, isShorterThan } from "../../src/validation/index.ts";

export const strict: Check = validate20;
const schema31 = {"type":"object","properties":{"organisationId":{"type":"string","minLength":1,"maxLength":256},"shipmentId":{"type":"string","minLength":1,"maxLength":256},"ordered":{"type":"string","format":"date-time"},"address":{"type":"object","properties":{"addressOne":{"type":"string"},"addressTwo":{"type":"string"},"postalCode":{"type":"string"},"city":{"type":"string"},"countryCode":{"type":"string","minLength":2,"maxLength":2},"recipient":{"type":"string","pattern":"\\S"},"companyName":{"type":"string","pattern":"\\S"},"recipientPhone":{"type":"string"}},"anyOf":[{"properties":{"recipient":{"type":"string","pattern":"\\S"}},"required":["recipient"]},{"properties":{"companyName":{"type":"string","pattern":"\\S"}},"required":["companyName"]}],"additionalProperties":false},"card":{"type":"object","properties":{"articleId":{"type":"string","minLength":1,"maxLength":256},"cardId":{"type":"string","minLength":1,"maxLength":256},"cardElements":{"type":"object","additionalProperties":{"type":"string"}},"expectedReportDataFields":{"type":"array","items":{"type":"string","minLength":1}}},"required":["cardId"],"additionalProperties":false},"accessories":{"type":"array","items":{"type":"object","properties":{"articleId":{"type":"string","minLength":1,"maxLength":256},"accessoryId":{"type":"string","minLength":1,"maxLength":256},"quantity":{"type":"integer","minimum":1,"maximum":2147483647}},"required":["accessoryId","quantity"],"additionalProperties":false}}},"required":["organisationId","shipmentId","address","card"],"additionalProperties":false};
const formats0 = isDateTime;
const pattern4 = new RegExp("\\S", "u");

function validate20(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate20.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.organisationId === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "organisationId"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.shipmentId === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "shipmentId"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.address === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "address"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.card === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "card"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
for(const key0 in data){
if(!((((((key0 === "organisationId") || (key0 === "shipmentId")) || (key0 === "ordered")) || (key0 === "address")) || (key0 === "card")) || (key0 === "accessories"))){
const err4 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.organisationId !== undefined){
let data0 = data.organisationId;
if(typeof data0 === "string"){
if(isLongerThan(data0, 256)){
const err5 = {instancePath:instancePath+"/organisationId",schemaPath:"#/properties/organisationId/maxLength",keyword:"maxLength",params:{limit: 256}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(isShorterThan(data0, 1)){
const err6 = {instancePath:instancePath+"/organisationId",schemaPath:"#/properties/organisationId/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
else {
const err7 = {instancePath:instancePath+"/organisationId",schemaPath:"#/properties/organisationId/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.shipmentId !== undefined){
let data1 = data.shipmentId;
if(typeof data1 === "string"){
if(isLongerThan(data1, 256)){
const err8 = {instancePath:instancePath+"/shipmentId",schemaPath:"#/properties/shipmentId/maxLength",keyword:"maxLength",params:{limit: 256}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(isShorterThan(data1, 1)){
const err9 = {instancePath:instancePath+"/shipmentId",schemaPath:"#/properties/shipmentId/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
else {
const err10 = {instancePath:instancePath+"/shipmentId",schemaPath:"#/properties/shipmentId/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data.ordered !== undefined){
let data2 = data.ordered;
if(typeof data2 === "string"){
if(!(formats0(data2))){
const err11 = {instancePath:instancePath+"/ordered",schemaPath:"#/properties/ordered/format",keyword:"format",params:{format: "date-time"}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
else {
const err12 = {instancePath:instancePath+"/ordered",schemaPath:"#/properties/ordered/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data.address !== undefined){
let data3 = data.address;
const _errs10 = errors;
let valid1 = false;
let mark0 = errors;
let mark1 = errors;
let mark2 = errors;
const _errs11 = errors;
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
if(data3.recipient === undefined){
const err13 = {instancePath:instancePath+"/address",schemaPath:"#/properties/address/anyOf/0/required",keyword:"required",params:{missingProperty: "recipient"}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
if(data3.recipient !== undefined){
let data4 = data3.recipient;
if(typeof data4 === "string"){
if(!pattern4.test(data4)){
const err14 = {instancePath:instancePath+"/address/recipient",schemaPath:"#/properties/address/anyOf/0/properties/recipient/pattern",keyword:"pattern",params:{pattern: "\\S"}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
else {
const err15 = {instancePath:instancePath+"/address/recipient",schemaPath:"#/properties/address/anyOf/0/properties/recipient/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
}
var _valid0 = _errs11 === errors;
mark1 = errors;
valid1 = valid1 || _valid0;
if(_valid0){
var props0 = {};
props0.recipient = true;
}
const _errs14 = errors;
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
if(data3.companyName === undefined){
const err16 = {instancePath:instancePath+"/address",schemaPath:"#/properties/address/anyOf/1/required",keyword:"required",params:{missingProperty: "companyName"}};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
if(data3.companyName !== undefined){
let data5 = data3.companyName;
if(typeof data5 === "string"){
if(!pattern4.test(data5)){
const err17 = {instancePath:instancePath+"/address/companyName",schemaPath:"#/properties/address/anyOf/1/properties/companyName/pattern",keyword:"pattern",params:{pattern: "\\S"}};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
else {
const err18 = {instancePath:instancePath+"/address/companyName",schemaPath:"#/properties/address/anyOf/1/properties/companyName/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
}
var _valid0 = _errs14 === errors;
mark2 = errors;
valid1 = valid1 || _valid0;
if(_valid0){
if(props0 !== true){
props0 = props0 || {};
props0.companyName = true;
}
}
if(!valid1){
const err19 = {instancePath:instancePath+"/address",schemaPath:"#/properties/address/anyOf",keyword:"anyOf",params:{tried: [mark1 - mark0, mark2 - mark1]}};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
else {
errors = _errs10;
if(vErrors !== null){
if(_errs10){
vErrors.length = _errs10;
}
else {
vErrors = null;
}
}
}
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
for(const key1 in data3){
if(!((((((((key1 === "addressOne") || (key1 === "addressTwo")) || (key1 === "postalCode")) || (key1 === "city")) || (key1 === "countryCode")) || (key1 === "recipient")) || (key1 === "companyName")) || (key1 === "recipientPhone"))){
const err20 = {instancePath:instancePath+"/address",schemaPath:"#/properties/address/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1}};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data3.addressOne !== undefined){
if(typeof data3.addressOne !== "string"){
const err21 = {instancePath:instancePath+"/address/addressOne",schemaPath:"#/properties/address/properties/addressOne/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data3.addressTwo !== undefined){
if(typeof data3.addressTwo !== "string"){
const err22 = {instancePath:instancePath+"/address/addressTwo",schemaPath:"#/properties/address/properties/addressTwo/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data3.postalCode !== undefined){
if(typeof data3.postalCode !== "string"){
const err23 = {instancePath:instancePath+"/address/postalCode",schemaPath:"#/properties/address/properties/postalCode/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
if(data3.city !== undefined){
if(typeof data3.city !== "string"){
const err24 = {instancePath:instancePath+"/address/city",schemaPath:"#/properties/address/properties/city/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data3.countryCode !== undefined){
let data10 = data3.countryCode;
if(typeof data10 === "string"){
if(isLongerThan(data10, 2)){
const err25 = {instancePath:instancePath+"/address/countryCode",schemaPath:"#/properties/address/properties/countryCode/maxLength",keyword:"maxLength",params:{limit: 2}};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
if(isShorterThan(data10, 2)){
const err26 = {instancePath:instancePath+"/address/countryCode",schemaPath:"#/properties/address/properties/countryCode/minLength",keyword:"minLength",params:{limit: 2}};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
else {
const err27 = {instancePath:instancePath+"/address/countryCode",schemaPath:"#/properties/address/properties/countryCode/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
if(data3.recipient !== undefined){
let data11 = data3.recipient;
if(typeof data11 === "string"){
if(!pattern4.test(data11)){
const err28 = {instancePath:instancePath+"/address/recipient",schemaPath:"#/properties/address/properties/recipient/pattern",keyword:"pattern",params:{pattern: "\\S"}};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
else {
const err29 = {instancePath:instancePath+"/address/recipient",schemaPath:"#/properties/address/properties/recipient/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
if(data3.companyName !== undefined){
let data12 = data3.companyName;
if(typeof data12 === "string"){
if(!pattern4.test(data12)){
const err30 = {instancePath:instancePath+"/address/companyName",schemaPath:"#/properties/address/properties/companyName/pattern",keyword:"pattern",params:{pattern: "\\S"}};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
else {
const err31 = {instancePath:instancePath+"/address/companyName",schemaPath:"#/properties/address/properties/companyName/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
if(data3.recipientPhone !== undefined){
if(typeof data3.recipientPhone !== "string"){
const err32 = {instancePath:instancePath+"/address/recipientPhone",schemaPath:"#/properties/address/properties/recipientPhone/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
}
else {
const err33 = {instancePath:instancePath+"/address",schemaPath:"#/properties/address/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
if(data.card !== undefined){
let data14 = data.card;
if(data14 && typeof data14 == "object" && !Array.isArray(data14)){
if(data14.cardId === undefined){
const err34 = {instancePath:instancePath+"/card",schemaPath:"#/properties/card/required",keyword:"required",params:{missingProperty: "cardId"}};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
for(const key2 in data14){
if(!((((key2 === "articleId") || (key2 === "cardId")) || (key2 === "cardElements")) || (key2 === "expectedReportDataFields"))){
const err35 = {instancePath:instancePath+"/card",schemaPath:"#/properties/card/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2}};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
if(data14.articleId !== undefined){
let data15 = data14.articleId;
if(typeof data15 === "string"){
if(isLongerThan(data15, 256)){
const err36 = {instancePath:instancePath+"/card/articleId",schemaPath:"#/properties/card/properties/articleId/maxLength",keyword:"maxLength",params:{limit: 256}};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
if(isShorterThan(data15, 1)){
const err37 = {instancePath:instancePath+"/card/articleId",schemaPath:"#/properties/card/properties/articleId/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
else {
const err38 = {instancePath:instancePath+"/card/articleId",schemaPath:"#/properties/card/properties/articleId/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
if(data14.cardId !== undefined){
let data16 = data14.cardId;
if(typeof data16 === "string"){
if(isLongerThan(data16, 256)){
const err39 = {instancePath:instancePath+"/card/cardId",schemaPath:"#/properties/card/properties/cardId/maxLength",keyword:"maxLength",params:{limit: 256}};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
if(isShorterThan(data16, 1)){
const err40 = {instancePath:instancePath+"/card/cardId",schemaPath:"#/properties/card/properties/cardId/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
else {
const err41 = {instancePath:instancePath+"/card/cardId",schemaPath:"#/properties/card/properties/cardId/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
if(data14.cardElements !== undefined){
let data17 = data14.cardElements;
if(data17 && typeof data17 == "object" && !Array.isArray(data17)){
for(const key3 in data17){
if(typeof data17[key3] !== "string"){
const err42 = {instancePath:instancePath+"/card/cardElements/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/card/properties/cardElements/additionalProperties/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
}
else {
const err43 = {instancePath:instancePath+"/card/cardElements",schemaPath:"#/properties/card/properties/cardElements/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
if(data14.expectedReportDataFields !== undefined){
let data19 = data14.expectedReportDataFields;
if(Array.isArray(data19)){
const len0 = data19.length;
for(let i0=0; i0<len0; i0++){
let data20 = data19[i0];
if(typeof data20 === "string"){
if(isShorterThan(data20, 1)){
const err44 = {instancePath:instancePath+"/card/expectedReportDataFields/" + i0,schemaPath:"#/properties/card/properties/expectedReportDataFields/items/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
else {
const err45 = {instancePath:instancePath+"/card/expectedReportDataFields/" + i0,schemaPath:"#/properties/card/properties/expectedReportDataFields/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
}
else {
const err46 = {instancePath:instancePath+"/card/expectedReportDataFields",schemaPath:"#/properties/card/properties/expectedReportDataFields/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
}
else {
const err47 = {instancePath:instancePath+"/card",schemaPath:"#/properties/card/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
}
if(data.accessories !== undefined){
let data21 = data.accessories;
if(Array.isArray(data21)){
const len1 = data21.length;
for(let i1=0; i1<len1; i1++){
let data22 = data21[i1];
if(data22 && typeof data22 == "object" && !Array.isArray(data22)){
if(data22.accessoryId === undefined){
const err48 = {instancePath:instancePath+"/accessories/" + i1,schemaPath:"#/properties/accessories/items/required",keyword:"required",params:{missingProperty: "accessoryId"}};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
if(data22.quantity === undefined){
const err49 = {instancePath:instancePath+"/accessories/" + i1,schemaPath:"#/properties/accessories/items/required",keyword:"required",params:{missingProperty: "quantity"}};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
for(const key4 in data22){
if(!(((key4 === "articleId") || (key4 === "accessoryId")) || (key4 === "quantity"))){
const err50 = {instancePath:instancePath+"/accessories/" + i1,schemaPath:"#/properties/accessories/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4}};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
}
if(data22.articleId !== undefined){
let data23 = data22.articleId;
if(typeof data23 === "string"){
if(isLongerThan(data23, 256)){
const err51 = {instancePath:instancePath+"/accessories/" + i1+"/articleId",schemaPath:"#/properties/accessories/items/properties/articleId/maxLength",keyword:"maxLength",params:{limit: 256}};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
if(isShorterThan(data23, 1)){
const err52 = {instancePath:instancePath+"/accessories/" + i1+"/articleId",schemaPath:"#/properties/accessories/items/properties/articleId/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
}
else {
const err53 = {instancePath:instancePath+"/accessories/" + i1+"/articleId",schemaPath:"#/properties/accessories/items/properties/articleId/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
}
if(data22.accessoryId !== undefined){
let data24 = data22.accessoryId;
if(typeof data24 === "string"){
if(isLongerThan(data24, 256)){
const err54 = {instancePath:instancePath+"/accessories/" + i1+"/accessoryId",schemaPath:"#/properties/accessories/items/properties/accessoryId/maxLength",keyword:"maxLength",params:{limit: 256}};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
if(isShorterThan(data24, 1)){
const err55 = {instancePath:instancePath+"/accessories/" + i1+"/accessoryId",schemaPath:"#/properties/accessories/items/properties/accessoryId/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
}
else {
const err56 = {instancePath:instancePath+"/accessories/" + i1+"/accessoryId",schemaPath:"#/properties/accessories/items/properties/accessoryId/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
}
if(data22.quantity !== undefined){
let data25 = data22.quantity;
if(!(((typeof data25 == "number") && (!(data25 % 1) && !isNaN(data25))) && (isFinite(data25)))){
const err57 = {instancePath:instancePath+"/accessories/" + i1+"/quantity",schemaPath:"#/properties/accessories/items/properties/quantity/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
if((typeof data25 == "number") && (isFinite(data25))){
if(data25 > 2147483647 || isNaN(data25)){
const err58 = {instancePath:instancePath+"/accessories/" + i1+"/quantity",schemaPath:"#/properties/accessories/items/properties/quantity/maximum",keyword:"maximum",params:{comparison: "<=", limit: 2147483647}};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
if(data25 < 1 || isNaN(data25)){
const err59 = {instancePath:instancePath+"/accessories/" + i1+"/quantity",schemaPath:"#/properties/accessories/items/properties/quantity/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
}
}
}
else {
const err60 = {instancePath:instancePath+"/accessories/" + i1,schemaPath:"#/properties/accessories/items/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
}
}
else {
const err61 = {instancePath:instancePath+"/accessories",schemaPath:"#/properties/accessories/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
}
}
else {
const err62 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
validate20.errors = vErrors;
return errors === 0;
}
validate20.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const tolerant: Check = validate21;
const schema32 = {"type":"object","properties":{"organisationId":{"type":"string","minLength":1},"shipmentId":{"type":"string","minLength":1},"ordered":{"assumed:type":["string"]},"address":{"type":"object","properties":{"addressOne":{"type":"string"},"addressTwo":{"type":"string"},"postalCode":{"type":"string"},"city":{"type":"string"},"countryCode":{"assumed:type":["string"]},"recipient":{"type":"string"},"companyName":{"type":"string"},"recipientPhone":{"type":"string"}},"anyOf":[{"properties":{"recipient":{"type":"string","pattern":"\\S"}},"required":["recipient"]},{"properties":{"companyName":{"type":"string","pattern":"\\S"}},"required":["companyName"]}]},"card":{"type":"object","properties":{"articleId":{"type":"string"},"cardId":{"type":"string","minLength":1},"cardElements":{"assumed:type":["object"],"additionalProperties":{"assumed:type":["string"]}},"expectedReportDataFields":{"type":"array","items":{"type":"string"}}},"required":["cardId"]},"accessories":{"type":"array","items":{"type":"object","properties":{"articleId":{"type":"string"},"accessoryId":{"type":"string","minLength":1},"quantity":{"assumed:type":["integer"]}},"required":["accessoryId"]}}},"required":["organisationId","shipmentId","card"]};

function validate21(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate21.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.organisationId === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "organisationId"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.shipmentId === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "shipmentId"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.card === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "card"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.organisationId !== undefined){
let data0 = data.organisationId;
if(typeof data0 === "string"){
if(isShorterThan(data0, 1)){
const err3 = {instancePath:instancePath+"/organisationId",schemaPath:"#/properties/organisationId/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
else {
const err4 = {instancePath:instancePath+"/organisationId",schemaPath:"#/properties/organisationId/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.shipmentId !== undefined){
let data1 = data.shipmentId;
if(typeof data1 === "string"){
if(isShorterThan(data1, 1)){
const err5 = {instancePath:instancePath+"/shipmentId",schemaPath:"#/properties/shipmentId/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
else {
const err6 = {instancePath:instancePath+"/shipmentId",schemaPath:"#/properties/shipmentId/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.ordered !== undefined){
if(typeof data.ordered !== "string"){
const err7 = {instancePath:instancePath+"/ordered",schemaPath:"#/properties/ordered/assumed:type",keyword:"assumed:type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.address !== undefined){
let data3 = data.address;
const _errs8 = errors;
let valid1 = false;
let mark0 = errors;
let mark1 = errors;
let mark2 = errors;
const _errs9 = errors;
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
if(data3.recipient === undefined){
const err8 = {instancePath:instancePath+"/address",schemaPath:"#/properties/address/anyOf/0/required",keyword:"required",params:{missingProperty: "recipient"}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(data3.recipient !== undefined){
let data4 = data3.recipient;
if(typeof data4 === "string"){
if(!pattern4.test(data4)){
const err9 = {instancePath:instancePath+"/address/recipient",schemaPath:"#/properties/address/anyOf/0/properties/recipient/pattern",keyword:"pattern",params:{pattern: "\\S"}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
else {
const err10 = {instancePath:instancePath+"/address/recipient",schemaPath:"#/properties/address/anyOf/0/properties/recipient/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
}
var _valid0 = _errs9 === errors;
mark1 = errors;
valid1 = valid1 || _valid0;
if(_valid0){
var props0 = {};
props0.recipient = true;
}
const _errs12 = errors;
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
if(data3.companyName === undefined){
const err11 = {instancePath:instancePath+"/address",schemaPath:"#/properties/address/anyOf/1/required",keyword:"required",params:{missingProperty: "companyName"}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if(data3.companyName !== undefined){
let data5 = data3.companyName;
if(typeof data5 === "string"){
if(!pattern4.test(data5)){
const err12 = {instancePath:instancePath+"/address/companyName",schemaPath:"#/properties/address/anyOf/1/properties/companyName/pattern",keyword:"pattern",params:{pattern: "\\S"}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
else {
const err13 = {instancePath:instancePath+"/address/companyName",schemaPath:"#/properties/address/anyOf/1/properties/companyName/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
}
var _valid0 = _errs12 === errors;
mark2 = errors;
valid1 = valid1 || _valid0;
if(_valid0){
if(props0 !== true){
props0 = props0 || {};
props0.companyName = true;
}
}
if(!valid1){
const err14 = {instancePath:instancePath+"/address",schemaPath:"#/properties/address/anyOf",keyword:"anyOf",params:{tried: [mark1 - mark0, mark2 - mark1]}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
else {
errors = _errs8;
if(vErrors !== null){
if(_errs8){
vErrors.length = _errs8;
}
else {
vErrors = null;
}
}
}
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
if(props0 !== true){
props0 = props0 || {};
props0.addressOne = true;
props0.addressTwo = true;
props0.postalCode = true;
props0.city = true;
props0.countryCode = true;
props0.recipient = true;
props0.companyName = true;
props0.recipientPhone = true;
}
if(data3.addressOne !== undefined){
if(typeof data3.addressOne !== "string"){
const err15 = {instancePath:instancePath+"/address/addressOne",schemaPath:"#/properties/address/properties/addressOne/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data3.addressTwo !== undefined){
if(typeof data3.addressTwo !== "string"){
const err16 = {instancePath:instancePath+"/address/addressTwo",schemaPath:"#/properties/address/properties/addressTwo/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data3.postalCode !== undefined){
if(typeof data3.postalCode !== "string"){
const err17 = {instancePath:instancePath+"/address/postalCode",schemaPath:"#/properties/address/properties/postalCode/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data3.city !== undefined){
if(typeof data3.city !== "string"){
const err18 = {instancePath:instancePath+"/address/city",schemaPath:"#/properties/address/properties/city/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data3.countryCode !== undefined){
if(typeof data3.countryCode !== "string"){
const err19 = {instancePath:instancePath+"/address/countryCode",schemaPath:"#/properties/address/properties/countryCode/assumed:type",keyword:"assumed:type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data3.recipient !== undefined){
if(typeof data3.recipient !== "string"){
const err20 = {instancePath:instancePath+"/address/recipient",schemaPath:"#/properties/address/properties/recipient/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data3.companyName !== undefined){
if(typeof data3.companyName !== "string"){
const err21 = {instancePath:instancePath+"/address/companyName",schemaPath:"#/properties/address/properties/companyName/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data3.recipientPhone !== undefined){
if(typeof data3.recipientPhone !== "string"){
const err22 = {instancePath:instancePath+"/address/recipientPhone",schemaPath:"#/properties/address/properties/recipientPhone/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
}
else {
const err23 = {instancePath:instancePath+"/address",schemaPath:"#/properties/address/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
if(data.card !== undefined){
let data14 = data.card;
if(data14 && typeof data14 == "object" && !Array.isArray(data14)){
if(data14.cardId === undefined){
const err24 = {instancePath:instancePath+"/card",schemaPath:"#/properties/card/required",keyword:"required",params:{missingProperty: "cardId"}};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
if(data14.articleId !== undefined){
if(typeof data14.articleId !== "string"){
const err25 = {instancePath:instancePath+"/card/articleId",schemaPath:"#/properties/card/properties/articleId/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
if(data14.cardId !== undefined){
let data16 = data14.cardId;
if(typeof data16 === "string"){
if(isShorterThan(data16, 1)){
const err26 = {instancePath:instancePath+"/card/cardId",schemaPath:"#/properties/card/properties/cardId/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
else {
const err27 = {instancePath:instancePath+"/card/cardId",schemaPath:"#/properties/card/properties/cardId/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
if(data14.cardElements !== undefined){
let data17 = data14.cardElements;
if(!(data17 && typeof data17 == "object" && !Array.isArray(data17))){
const err28 = {instancePath:instancePath+"/card/cardElements",schemaPath:"#/properties/card/properties/cardElements/assumed:type",keyword:"assumed:type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
if(data17 && typeof data17 == "object" && !Array.isArray(data17)){
for(const key0 in data17){
if(typeof data17[key0] !== "string"){
const err29 = {instancePath:instancePath+"/card/cardElements/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/card/properties/cardElements/additionalProperties/assumed:type",keyword:"assumed:type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
}
}
if(data14.expectedReportDataFields !== undefined){
let data19 = data14.expectedReportDataFields;
if(Array.isArray(data19)){
const len0 = data19.length;
for(let i0=0; i0<len0; i0++){
if(typeof data19[i0] !== "string"){
const err30 = {instancePath:instancePath+"/card/expectedReportDataFields/" + i0,schemaPath:"#/properties/card/properties/expectedReportDataFields/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
}
else {
const err31 = {instancePath:instancePath+"/card/expectedReportDataFields",schemaPath:"#/properties/card/properties/expectedReportDataFields/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
}
else {
const err32 = {instancePath:instancePath+"/card",schemaPath:"#/properties/card/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
if(data.accessories !== undefined){
let data21 = data.accessories;
if(Array.isArray(data21)){
const len1 = data21.length;
for(let i1=0; i1<len1; i1++){
let data22 = data21[i1];
if(data22 && typeof data22 == "object" && !Array.isArray(data22)){
if(data22.accessoryId === undefined){
const err33 = {instancePath:instancePath+"/accessories/" + i1,schemaPath:"#/properties/accessories/items/required",keyword:"required",params:{missingProperty: "accessoryId"}};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
if(data22.articleId !== undefined){
if(typeof data22.articleId !== "string"){
const err34 = {instancePath:instancePath+"/accessories/" + i1+"/articleId",schemaPath:"#/properties/accessories/items/properties/articleId/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
if(data22.accessoryId !== undefined){
let data24 = data22.accessoryId;
if(typeof data24 === "string"){
if(isShorterThan(data24, 1)){
const err35 = {instancePath:instancePath+"/accessories/" + i1+"/accessoryId",schemaPath:"#/properties/accessories/items/properties/accessoryId/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
else {
const err36 = {instancePath:instancePath+"/accessories/" + i1+"/accessoryId",schemaPath:"#/properties/accessories/items/properties/accessoryId/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
if(data22.quantity !== undefined){
let data25 = data22.quantity;
if(!(((typeof data25 == "number") && (!(data25 % 1) && !isNaN(data25))) && (isFinite(data25)))){
const err37 = {instancePath:instancePath+"/accessories/" + i1+"/quantity",schemaPath:"#/properties/accessories/items/properties/quantity/assumed:type",keyword:"assumed:type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
}
else {
const err38 = {instancePath:instancePath+"/accessories/" + i1,schemaPath:"#/properties/accessories/items/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
}
else {
const err39 = {instancePath:instancePath+"/accessories",schemaPath:"#/properties/accessories/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
}
else {
const err40 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
validate21.errors = vErrors;
return errors === 0;
}
validate21.evaluated = {"props":{"organisationId":true,"shipmentId":true,"ordered":true,"address":true,"card":true,"accessories":true},"dynamicProps":false,"dynamicItems":false};
