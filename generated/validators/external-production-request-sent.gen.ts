// Generated from spec/production-partner.asyncapi.yaml (sha256 a7cbf8975bd7e728db22cf383ef6ad7754536ea8b055ad414e182a0cba5069aa).
// Do not edit: change the source and run `npm run generate`.

// @ts-nocheck: compiled by Ajv; its types are those of the message beside it.
import { type Check, isDateTime, isLongerThan, isShorterThan } from "../../src/validation/index.ts";

export const strict: Check = validate20;
const schema31 = {"type":"object","properties":{"organisationId":{"type":"string","minLength":1},"shipmentId":{"type":"string","minLength":1},"ordered":{"type":"string","format":"date-time"},"address":{"type":"object","properties":{"addressOne":{"type":"string"},"addressTwo":{"type":"string"},"postalCode":{"type":"string"},"city":{"type":"string"},"countryCode":{"type":"string","minLength":2,"maxLength":2},"recipient":{"type":"string","minLength":1},"companyName":{"type":"string","minLength":1},"recipientPhone":{"type":"string"}},"anyOf":[{"required":["recipient"]},{"required":["companyName"]}],"additionalProperties":false},"card":{"type":"object","properties":{"articleId":{"type":"string","minLength":1},"cardId":{"type":"string","minLength":1},"cardElements":{"type":"object","additionalProperties":{"type":"string"}},"expectedReportDataFields":{"type":"array","items":{"type":"string","minLength":1}}},"required":["cardId"],"additionalProperties":false},"accessories":{"type":"array","items":{"type":"object","properties":{"articleId":{"type":"string","minLength":1},"accessoryId":{"type":"string","minLength":1},"quantity":{"type":"integer","minimum":1}},"required":["accessoryId","quantity"],"additionalProperties":false}}},"required":["organisationId","shipmentId","address","card"],"additionalProperties":false};
const formats0 = isDateTime;

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
if(isShorterThan(data0, 1)){
const err5 = {instancePath:instancePath+"/organisationId",schemaPath:"#/properties/organisationId/minLength",keyword:"minLength",params:{limit: 1}};
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
const err6 = {instancePath:instancePath+"/organisationId",schemaPath:"#/properties/organisationId/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.shipmentId !== undefined){
let data1 = data.shipmentId;
if(typeof data1 === "string"){
if(isShorterThan(data1, 1)){
const err7 = {instancePath:instancePath+"/shipmentId",schemaPath:"#/properties/shipmentId/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
else {
const err8 = {instancePath:instancePath+"/shipmentId",schemaPath:"#/properties/shipmentId/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.ordered !== undefined){
let data2 = data.ordered;
if(typeof data2 === "string"){
if(!(formats0(data2))){
const err9 = {instancePath:instancePath+"/ordered",schemaPath:"#/properties/ordered/format",keyword:"format",params:{format: "date-time"}};
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
const err10 = {instancePath:instancePath+"/ordered",schemaPath:"#/properties/ordered/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data.address !== undefined){
let data3 = data.address;
const _errs10 = errors;
let valid1 = false;
const _errs11 = errors;
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
if(data3.recipient === undefined){
const err11 = {instancePath:instancePath+"/address",schemaPath:"#/properties/address/anyOf/0/required",keyword:"required",params:{missingProperty: "recipient"}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
var _valid0 = _errs11 === errors;
valid1 = valid1 || _valid0;
const _errs12 = errors;
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
if(data3.companyName === undefined){
const err12 = {instancePath:instancePath+"/address",schemaPath:"#/properties/address/anyOf/1/required",keyword:"required",params:{missingProperty: "companyName"}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
var _valid0 = _errs12 === errors;
valid1 = valid1 || _valid0;
if(!valid1){
const err13 = {instancePath:instancePath+"/address",schemaPath:"#/properties/address/anyOf",keyword:"anyOf",params:{}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
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
const err14 = {instancePath:instancePath+"/address",schemaPath:"#/properties/address/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
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
let data8 = data3.countryCode;
if(typeof data8 === "string"){
if(isLongerThan(data8, 2)){
const err19 = {instancePath:instancePath+"/address/countryCode",schemaPath:"#/properties/address/properties/countryCode/maxLength",keyword:"maxLength",params:{limit: 2}};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
if(isShorterThan(data8, 2)){
const err20 = {instancePath:instancePath+"/address/countryCode",schemaPath:"#/properties/address/properties/countryCode/minLength",keyword:"minLength",params:{limit: 2}};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
else {
const err21 = {instancePath:instancePath+"/address/countryCode",schemaPath:"#/properties/address/properties/countryCode/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data3.recipient !== undefined){
let data9 = data3.recipient;
if(typeof data9 === "string"){
if(isShorterThan(data9, 1)){
const err22 = {instancePath:instancePath+"/address/recipient",schemaPath:"#/properties/address/properties/recipient/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
else {
const err23 = {instancePath:instancePath+"/address/recipient",schemaPath:"#/properties/address/properties/recipient/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
if(data3.companyName !== undefined){
let data10 = data3.companyName;
if(typeof data10 === "string"){
if(isShorterThan(data10, 1)){
const err24 = {instancePath:instancePath+"/address/companyName",schemaPath:"#/properties/address/properties/companyName/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
else {
const err25 = {instancePath:instancePath+"/address/companyName",schemaPath:"#/properties/address/properties/companyName/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
if(data3.recipientPhone !== undefined){
if(typeof data3.recipientPhone !== "string"){
const err26 = {instancePath:instancePath+"/address/recipientPhone",schemaPath:"#/properties/address/properties/recipientPhone/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
}
else {
const err27 = {instancePath:instancePath+"/address",schemaPath:"#/properties/address/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
if(data.card !== undefined){
let data12 = data.card;
if(data12 && typeof data12 == "object" && !Array.isArray(data12)){
if(data12.cardId === undefined){
const err28 = {instancePath:instancePath+"/card",schemaPath:"#/properties/card/required",keyword:"required",params:{missingProperty: "cardId"}};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
for(const key2 in data12){
if(!((((key2 === "articleId") || (key2 === "cardId")) || (key2 === "cardElements")) || (key2 === "expectedReportDataFields"))){
const err29 = {instancePath:instancePath+"/card",schemaPath:"#/properties/card/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2}};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
if(data12.articleId !== undefined){
let data13 = data12.articleId;
if(typeof data13 === "string"){
if(isShorterThan(data13, 1)){
const err30 = {instancePath:instancePath+"/card/articleId",schemaPath:"#/properties/card/properties/articleId/minLength",keyword:"minLength",params:{limit: 1}};
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
const err31 = {instancePath:instancePath+"/card/articleId",schemaPath:"#/properties/card/properties/articleId/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
if(data12.cardId !== undefined){
let data14 = data12.cardId;
if(typeof data14 === "string"){
if(isShorterThan(data14, 1)){
const err32 = {instancePath:instancePath+"/card/cardId",schemaPath:"#/properties/card/properties/cardId/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
else {
const err33 = {instancePath:instancePath+"/card/cardId",schemaPath:"#/properties/card/properties/cardId/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
if(data12.cardElements !== undefined){
let data15 = data12.cardElements;
if(data15 && typeof data15 == "object" && !Array.isArray(data15)){
for(const key3 in data15){
if(typeof data15[key3] !== "string"){
const err34 = {instancePath:instancePath+"/card/cardElements/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/card/properties/cardElements/additionalProperties/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
}
else {
const err35 = {instancePath:instancePath+"/card/cardElements",schemaPath:"#/properties/card/properties/cardElements/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
if(data12.expectedReportDataFields !== undefined){
let data17 = data12.expectedReportDataFields;
if(Array.isArray(data17)){
const len0 = data17.length;
for(let i0=0; i0<len0; i0++){
let data18 = data17[i0];
if(typeof data18 === "string"){
if(isShorterThan(data18, 1)){
const err36 = {instancePath:instancePath+"/card/expectedReportDataFields/" + i0,schemaPath:"#/properties/card/properties/expectedReportDataFields/items/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
else {
const err37 = {instancePath:instancePath+"/card/expectedReportDataFields/" + i0,schemaPath:"#/properties/card/properties/expectedReportDataFields/items/type",keyword:"type",params:{type: "string"}};
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
const err38 = {instancePath:instancePath+"/card/expectedReportDataFields",schemaPath:"#/properties/card/properties/expectedReportDataFields/type",keyword:"type",params:{type: "array"}};
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
const err39 = {instancePath:instancePath+"/card",schemaPath:"#/properties/card/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
if(data.accessories !== undefined){
let data19 = data.accessories;
if(Array.isArray(data19)){
const len1 = data19.length;
for(let i1=0; i1<len1; i1++){
let data20 = data19[i1];
if(data20 && typeof data20 == "object" && !Array.isArray(data20)){
if(data20.accessoryId === undefined){
const err40 = {instancePath:instancePath+"/accessories/" + i1,schemaPath:"#/properties/accessories/items/required",keyword:"required",params:{missingProperty: "accessoryId"}};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
if(data20.quantity === undefined){
const err41 = {instancePath:instancePath+"/accessories/" + i1,schemaPath:"#/properties/accessories/items/required",keyword:"required",params:{missingProperty: "quantity"}};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
for(const key4 in data20){
if(!(((key4 === "articleId") || (key4 === "accessoryId")) || (key4 === "quantity"))){
const err42 = {instancePath:instancePath+"/accessories/" + i1,schemaPath:"#/properties/accessories/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4}};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
if(data20.articleId !== undefined){
let data21 = data20.articleId;
if(typeof data21 === "string"){
if(isShorterThan(data21, 1)){
const err43 = {instancePath:instancePath+"/accessories/" + i1+"/articleId",schemaPath:"#/properties/accessories/items/properties/articleId/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
else {
const err44 = {instancePath:instancePath+"/accessories/" + i1+"/articleId",schemaPath:"#/properties/accessories/items/properties/articleId/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
if(data20.accessoryId !== undefined){
let data22 = data20.accessoryId;
if(typeof data22 === "string"){
if(isShorterThan(data22, 1)){
const err45 = {instancePath:instancePath+"/accessories/" + i1+"/accessoryId",schemaPath:"#/properties/accessories/items/properties/accessoryId/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
else {
const err46 = {instancePath:instancePath+"/accessories/" + i1+"/accessoryId",schemaPath:"#/properties/accessories/items/properties/accessoryId/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
if(data20.quantity !== undefined){
let data23 = data20.quantity;
if(!(((typeof data23 == "number") && (!(data23 % 1) && !isNaN(data23))) && (isFinite(data23)))){
const err47 = {instancePath:instancePath+"/accessories/" + i1+"/quantity",schemaPath:"#/properties/accessories/items/properties/quantity/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
if((typeof data23 == "number") && (isFinite(data23))){
if(data23 < 1 || isNaN(data23)){
const err48 = {instancePath:instancePath+"/accessories/" + i1+"/quantity",schemaPath:"#/properties/accessories/items/properties/quantity/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
}
}
else {
const err49 = {instancePath:instancePath+"/accessories/" + i1,schemaPath:"#/properties/accessories/items/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
}
}
else {
const err50 = {instancePath:instancePath+"/accessories",schemaPath:"#/properties/accessories/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
}
}
else {
const err51 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
validate20.errors = vErrors;
return errors === 0;
}
validate20.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const tolerant: Check = validate21;
const schema32 = {"type":"object","properties":{"organisationId":{"type":"string","minLength":1},"shipmentId":{"type":"string","minLength":1},"ordered":{"type":"string","format":"date-time"},"address":{"type":"object","properties":{"addressOne":{"type":"string"},"addressTwo":{"type":"string"},"postalCode":{"type":"string"},"city":{"type":"string"},"countryCode":{"type":"string","minLength":2,"maxLength":2},"recipient":{"type":"string","minLength":1},"companyName":{"type":"string","minLength":1},"recipientPhone":{"type":"string"}},"anyOf":[{"required":["recipient"]},{"required":["companyName"]}]},"card":{"type":"object","properties":{"articleId":{"type":"string","minLength":1},"cardId":{"type":"string","minLength":1},"cardElements":{"type":"object","additionalProperties":{"type":"string"}},"expectedReportDataFields":{"type":"array","items":{"type":"string","minLength":1}}},"required":["cardId"]},"accessories":{"type":"array","items":{"type":"object","properties":{"articleId":{"type":"string","minLength":1},"accessoryId":{"type":"string","minLength":1},"quantity":{"type":"integer","minimum":1}},"required":["accessoryId","quantity"]}}},"required":["organisationId","shipmentId","address","card"]};

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
if(data.organisationId !== undefined){
let data0 = data.organisationId;
if(typeof data0 === "string"){
if(isShorterThan(data0, 1)){
const err4 = {instancePath:instancePath+"/organisationId",schemaPath:"#/properties/organisationId/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
else {
const err5 = {instancePath:instancePath+"/organisationId",schemaPath:"#/properties/organisationId/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.shipmentId !== undefined){
let data1 = data.shipmentId;
if(typeof data1 === "string"){
if(isShorterThan(data1, 1)){
const err6 = {instancePath:instancePath+"/shipmentId",schemaPath:"#/properties/shipmentId/minLength",keyword:"minLength",params:{limit: 1}};
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
const err7 = {instancePath:instancePath+"/shipmentId",schemaPath:"#/properties/shipmentId/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.ordered !== undefined){
let data2 = data.ordered;
if(typeof data2 === "string"){
if(!(formats0(data2))){
const err8 = {instancePath:instancePath+"/ordered",schemaPath:"#/properties/ordered/format",keyword:"format",params:{format: "date-time"}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
else {
const err9 = {instancePath:instancePath+"/ordered",schemaPath:"#/properties/ordered/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.address !== undefined){
let data3 = data.address;
const _errs9 = errors;
let valid1 = false;
const _errs10 = errors;
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
if(data3.recipient === undefined){
const err10 = {instancePath:instancePath+"/address",schemaPath:"#/properties/address/anyOf/0/required",keyword:"required",params:{missingProperty: "recipient"}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
var _valid0 = _errs10 === errors;
valid1 = valid1 || _valid0;
const _errs11 = errors;
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
}
var _valid0 = _errs11 === errors;
valid1 = valid1 || _valid0;
if(!valid1){
const err12 = {instancePath:instancePath+"/address",schemaPath:"#/properties/address/anyOf",keyword:"anyOf",params:{}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
else {
errors = _errs9;
if(vErrors !== null){
if(_errs9){
vErrors.length = _errs9;
}
else {
vErrors = null;
}
}
}
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
if(data3.addressOne !== undefined){
if(typeof data3.addressOne !== "string"){
const err13 = {instancePath:instancePath+"/address/addressOne",schemaPath:"#/properties/address/properties/addressOne/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data3.addressTwo !== undefined){
if(typeof data3.addressTwo !== "string"){
const err14 = {instancePath:instancePath+"/address/addressTwo",schemaPath:"#/properties/address/properties/addressTwo/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data3.postalCode !== undefined){
if(typeof data3.postalCode !== "string"){
const err15 = {instancePath:instancePath+"/address/postalCode",schemaPath:"#/properties/address/properties/postalCode/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data3.city !== undefined){
if(typeof data3.city !== "string"){
const err16 = {instancePath:instancePath+"/address/city",schemaPath:"#/properties/address/properties/city/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data3.countryCode !== undefined){
let data8 = data3.countryCode;
if(typeof data8 === "string"){
if(isLongerThan(data8, 2)){
const err17 = {instancePath:instancePath+"/address/countryCode",schemaPath:"#/properties/address/properties/countryCode/maxLength",keyword:"maxLength",params:{limit: 2}};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
if(isShorterThan(data8, 2)){
const err18 = {instancePath:instancePath+"/address/countryCode",schemaPath:"#/properties/address/properties/countryCode/minLength",keyword:"minLength",params:{limit: 2}};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
else {
const err19 = {instancePath:instancePath+"/address/countryCode",schemaPath:"#/properties/address/properties/countryCode/type",keyword:"type",params:{type: "string"}};
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
let data9 = data3.recipient;
if(typeof data9 === "string"){
if(isShorterThan(data9, 1)){
const err20 = {instancePath:instancePath+"/address/recipient",schemaPath:"#/properties/address/properties/recipient/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
else {
const err21 = {instancePath:instancePath+"/address/recipient",schemaPath:"#/properties/address/properties/recipient/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data3.companyName !== undefined){
let data10 = data3.companyName;
if(typeof data10 === "string"){
if(isShorterThan(data10, 1)){
const err22 = {instancePath:instancePath+"/address/companyName",schemaPath:"#/properties/address/properties/companyName/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
else {
const err23 = {instancePath:instancePath+"/address/companyName",schemaPath:"#/properties/address/properties/companyName/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
if(data3.recipientPhone !== undefined){
if(typeof data3.recipientPhone !== "string"){
const err24 = {instancePath:instancePath+"/address/recipientPhone",schemaPath:"#/properties/address/properties/recipientPhone/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
}
else {
const err25 = {instancePath:instancePath+"/address",schemaPath:"#/properties/address/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
if(data.card !== undefined){
let data12 = data.card;
if(data12 && typeof data12 == "object" && !Array.isArray(data12)){
if(data12.cardId === undefined){
const err26 = {instancePath:instancePath+"/card",schemaPath:"#/properties/card/required",keyword:"required",params:{missingProperty: "cardId"}};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
if(data12.articleId !== undefined){
let data13 = data12.articleId;
if(typeof data13 === "string"){
if(isShorterThan(data13, 1)){
const err27 = {instancePath:instancePath+"/card/articleId",schemaPath:"#/properties/card/properties/articleId/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
else {
const err28 = {instancePath:instancePath+"/card/articleId",schemaPath:"#/properties/card/properties/articleId/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
if(data12.cardId !== undefined){
let data14 = data12.cardId;
if(typeof data14 === "string"){
if(isShorterThan(data14, 1)){
const err29 = {instancePath:instancePath+"/card/cardId",schemaPath:"#/properties/card/properties/cardId/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
else {
const err30 = {instancePath:instancePath+"/card/cardId",schemaPath:"#/properties/card/properties/cardId/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
if(data12.cardElements !== undefined){
let data15 = data12.cardElements;
if(data15 && typeof data15 == "object" && !Array.isArray(data15)){
for(const key0 in data15){
if(typeof data15[key0] !== "string"){
const err31 = {instancePath:instancePath+"/card/cardElements/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/card/properties/cardElements/additionalProperties/type",keyword:"type",params:{type: "string"}};
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
const err32 = {instancePath:instancePath+"/card/cardElements",schemaPath:"#/properties/card/properties/cardElements/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
if(data12.expectedReportDataFields !== undefined){
let data17 = data12.expectedReportDataFields;
if(Array.isArray(data17)){
const len0 = data17.length;
for(let i0=0; i0<len0; i0++){
let data18 = data17[i0];
if(typeof data18 === "string"){
if(isShorterThan(data18, 1)){
const err33 = {instancePath:instancePath+"/card/expectedReportDataFields/" + i0,schemaPath:"#/properties/card/properties/expectedReportDataFields/items/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
else {
const err34 = {instancePath:instancePath+"/card/expectedReportDataFields/" + i0,schemaPath:"#/properties/card/properties/expectedReportDataFields/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
}
else {
const err35 = {instancePath:instancePath+"/card/expectedReportDataFields",schemaPath:"#/properties/card/properties/expectedReportDataFields/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
}
else {
const err36 = {instancePath:instancePath+"/card",schemaPath:"#/properties/card/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
if(data.accessories !== undefined){
let data19 = data.accessories;
if(Array.isArray(data19)){
const len1 = data19.length;
for(let i1=0; i1<len1; i1++){
let data20 = data19[i1];
if(data20 && typeof data20 == "object" && !Array.isArray(data20)){
if(data20.accessoryId === undefined){
const err37 = {instancePath:instancePath+"/accessories/" + i1,schemaPath:"#/properties/accessories/items/required",keyword:"required",params:{missingProperty: "accessoryId"}};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
if(data20.quantity === undefined){
const err38 = {instancePath:instancePath+"/accessories/" + i1,schemaPath:"#/properties/accessories/items/required",keyword:"required",params:{missingProperty: "quantity"}};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
if(data20.articleId !== undefined){
let data21 = data20.articleId;
if(typeof data21 === "string"){
if(isShorterThan(data21, 1)){
const err39 = {instancePath:instancePath+"/accessories/" + i1+"/articleId",schemaPath:"#/properties/accessories/items/properties/articleId/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
else {
const err40 = {instancePath:instancePath+"/accessories/" + i1+"/articleId",schemaPath:"#/properties/accessories/items/properties/articleId/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
if(data20.accessoryId !== undefined){
let data22 = data20.accessoryId;
if(typeof data22 === "string"){
if(isShorterThan(data22, 1)){
const err41 = {instancePath:instancePath+"/accessories/" + i1+"/accessoryId",schemaPath:"#/properties/accessories/items/properties/accessoryId/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
else {
const err42 = {instancePath:instancePath+"/accessories/" + i1+"/accessoryId",schemaPath:"#/properties/accessories/items/properties/accessoryId/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
if(data20.quantity !== undefined){
let data23 = data20.quantity;
if(!(((typeof data23 == "number") && (!(data23 % 1) && !isNaN(data23))) && (isFinite(data23)))){
const err43 = {instancePath:instancePath+"/accessories/" + i1+"/quantity",schemaPath:"#/properties/accessories/items/properties/quantity/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
if((typeof data23 == "number") && (isFinite(data23))){
if(data23 < 1 || isNaN(data23)){
const err44 = {instancePath:instancePath+"/accessories/" + i1+"/quantity",schemaPath:"#/properties/accessories/items/properties/quantity/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
}
}
else {
const err45 = {instancePath:instancePath+"/accessories/" + i1,schemaPath:"#/properties/accessories/items/type",keyword:"type",params:{type: "object"}};
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
const err46 = {instancePath:instancePath+"/accessories",schemaPath:"#/properties/accessories/type",keyword:"type",params:{type: "array"}};
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
const err47 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
validate21.errors = vErrors;
return errors === 0;
}
validate21.evaluated = {"props":{"organisationId":true,"shipmentId":true,"ordered":true,"address":true,"card":true,"accessories":true},"dynamicProps":false,"dynamicItems":false};
