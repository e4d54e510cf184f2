// Generated from spec/production-partner.asyncapi.yaml (sha256 f6df3187f4d9c7457612daf95e5a928452da93423080d4658fe7b604f579516f).
// Do not edit: change the source and run `npm run generate`.

// @ts-nocheck: compiled by Ajv; its types are those of the message beside it.
import { type Check, isLongerThan, isShorterThan } from "../../src/validation/index.ts";

export const strict: Check = validate20;
const schema31 = {"type":"object","properties":{"errorCode":{"type":"string","enum":["INVALID_MESSAGE","UNKNOWN_MESSAGE_TYPE","UNKNOWN_ORGANISATION","UNKNOWN_CARD","UNKNOWN_SHIPMENT","DUPLICATE_CARD","REPORT_DATA_MISSING","REPORT_DATA_INVALID","CARD_NOT_PRODUCED","CARD_NOT_ACKNOWLEDGED","ALREADY_PRODUCED","ALREADY_SHIPPED","NOT_IN_SHIPMENT","ACCESSORY_UNKNOWN","ACCESSORY_QUANTITY_EXCEEDED","ARTICLE_NOT_AVAILABLE","INTERNAL_ERROR"]},"details":{"type":"string"},"organisationId":{"type":"string","minLength":1,"maxLength":256},"shipmentId":{"type":"string","minLength":1,"maxLength":256},"cardId":{"type":"string","minLength":1,"maxLength":256},"messageId":{"type":"string","minLength":1}},"required":["errorCode","details"],"additionalProperties":false};

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
if(data.errorCode === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "errorCode"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.details === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "details"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
for(const key0 in data){
if(!((((((key0 === "errorCode") || (key0 === "details")) || (key0 === "organisationId")) || (key0 === "shipmentId")) || (key0 === "cardId")) || (key0 === "messageId"))){
const err2 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.errorCode !== undefined){
let data0 = data.errorCode;
if(typeof data0 !== "string"){
const err3 = {instancePath:instancePath+"/errorCode",schemaPath:"#/properties/errorCode/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(!(((((((((((((((((data0 === "INVALID_MESSAGE") || (data0 === "UNKNOWN_MESSAGE_TYPE")) || (data0 === "UNKNOWN_ORGANISATION")) || (data0 === "UNKNOWN_CARD")) || (data0 === "UNKNOWN_SHIPMENT")) || (data0 === "DUPLICATE_CARD")) || (data0 === "REPORT_DATA_MISSING")) || (data0 === "REPORT_DATA_INVALID")) || (data0 === "CARD_NOT_PRODUCED")) || (data0 === "CARD_NOT_ACKNOWLEDGED")) || (data0 === "ALREADY_PRODUCED")) || (data0 === "ALREADY_SHIPPED")) || (data0 === "NOT_IN_SHIPMENT")) || (data0 === "ACCESSORY_UNKNOWN")) || (data0 === "ACCESSORY_QUANTITY_EXCEEDED")) || (data0 === "ARTICLE_NOT_AVAILABLE")) || (data0 === "INTERNAL_ERROR"))){
const err4 = {instancePath:instancePath+"/errorCode",schemaPath:"#/properties/errorCode/enum",keyword:"enum",params:{allowedValues: schema31.properties.errorCode.enum}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.details !== undefined){
if(typeof data.details !== "string"){
const err5 = {instancePath:instancePath+"/details",schemaPath:"#/properties/details/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.organisationId !== undefined){
let data2 = data.organisationId;
if(typeof data2 === "string"){
if(isLongerThan(data2, 256)){
const err6 = {instancePath:instancePath+"/organisationId",schemaPath:"#/properties/organisationId/maxLength",keyword:"maxLength",params:{limit: 256}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(isShorterThan(data2, 1)){
const err7 = {instancePath:instancePath+"/organisationId",schemaPath:"#/properties/organisationId/minLength",keyword:"minLength",params:{limit: 1}};
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
const err8 = {instancePath:instancePath+"/organisationId",schemaPath:"#/properties/organisationId/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.shipmentId !== undefined){
let data3 = data.shipmentId;
if(typeof data3 === "string"){
if(isLongerThan(data3, 256)){
const err9 = {instancePath:instancePath+"/shipmentId",schemaPath:"#/properties/shipmentId/maxLength",keyword:"maxLength",params:{limit: 256}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(isShorterThan(data3, 1)){
const err10 = {instancePath:instancePath+"/shipmentId",schemaPath:"#/properties/shipmentId/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
else {
const err11 = {instancePath:instancePath+"/shipmentId",schemaPath:"#/properties/shipmentId/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data.cardId !== undefined){
let data4 = data.cardId;
if(typeof data4 === "string"){
if(isLongerThan(data4, 256)){
const err12 = {instancePath:instancePath+"/cardId",schemaPath:"#/properties/cardId/maxLength",keyword:"maxLength",params:{limit: 256}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if(isShorterThan(data4, 1)){
const err13 = {instancePath:instancePath+"/cardId",schemaPath:"#/properties/cardId/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
else {
const err14 = {instancePath:instancePath+"/cardId",schemaPath:"#/properties/cardId/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data.messageId !== undefined){
let data5 = data.messageId;
if(typeof data5 === "string"){
if(isShorterThan(data5, 1)){
const err15 = {instancePath:instancePath+"/messageId",schemaPath:"#/properties/messageId/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
else {
const err16 = {instancePath:instancePath+"/messageId",schemaPath:"#/properties/messageId/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
}
else {
const err17 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
validate20.errors = vErrors;
return errors === 0;
}
validate20.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const tolerant: Check = validate21;
const schema32 = {"assumed:type":["object"],"properties":{"errorCode":{"assumed:type":["string"]},"details":{"type":"string"},"organisationId":{"type":"string"},"shipmentId":{"type":"string"},"cardId":{"type":"string"},"messageId":{"assumed:type":["string"]}}};

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
if(!(data && typeof data == "object" && !Array.isArray(data))){
const err0 = {instancePath,schemaPath:"#/assumed:type",keyword:"assumed:type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.errorCode !== undefined){
if(typeof data.errorCode !== "string"){
const err1 = {instancePath:instancePath+"/errorCode",schemaPath:"#/properties/errorCode/assumed:type",keyword:"assumed:type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.details !== undefined){
if(typeof data.details !== "string"){
const err2 = {instancePath:instancePath+"/details",schemaPath:"#/properties/details/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.organisationId !== undefined){
if(typeof data.organisationId !== "string"){
const err3 = {instancePath:instancePath+"/organisationId",schemaPath:"#/properties/organisationId/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.shipmentId !== undefined){
if(typeof data.shipmentId !== "string"){
const err4 = {instancePath:instancePath+"/shipmentId",schemaPath:"#/properties/shipmentId/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.cardId !== undefined){
if(typeof data.cardId !== "string"){
const err5 = {instancePath:instancePath+"/cardId",schemaPath:"#/properties/cardId/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.messageId !== undefined){
if(typeof data.messageId !== "string"){
const err6 = {instancePath:instancePath+"/messageId",schemaPath:"#/properties/messageId/assumed:type",keyword:"assumed:type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
}
validate21.errors = vErrors;
return errors === 0;
}
validate21.evaluated = {"props":{"errorCode":true,"details":true,"organisationId":true,"shipmentId":true,"cardId":true,"messageId":true},"dynamicProps":false,"dynamicItems":false};
