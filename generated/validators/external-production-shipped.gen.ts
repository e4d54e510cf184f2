// Generated from spec/production-partner.asyncapi.yaml (sha256 f6df3187f4d9c7457612daf95e5a928452da93423080d4658fe7b604f579516f).
// Do not edit: change the source and run `npm run generate`.

// @ts-nocheck: compiled by Ajv; its types are those of the message beside it.
import { type Check, isDateTime, isLongerThan, isShorterThan, isUri } from "../../src/validation/index.ts";

export const strict: Check = validate20;
const schema31 = {"type":"object","properties":{"organisationId":{"type":"string","minLength":1,"maxLength":256},"shipmentId":{"type":"string","minLength":1,"maxLength":256},"shipped":{"type":"string","format":"date-time"},"cardIds":{"type":"array","items":{"type":"string","minLength":1,"maxLength":256},"minItems":1,"uniqueItems":true},"accessories":{"type":"array","items":{"type":"object","properties":{"accessoryId":{"type":"string","minLength":1,"maxLength":256},"articleId":{"type":"string","minLength":1,"maxLength":256},"quantity":{"type":"integer","minimum":1,"maximum":2147483647}},"required":["accessoryId","quantity"],"additionalProperties":false},"minItems":1},"carrier":{"type":"object","properties":{"name":{"type":"string","minLength":1},"trackingId":{"type":"string","minLength":1},"trackingUrl":{"type":"string","format":"uri"}},"additionalProperties":false}},"required":["organisationId","shipmentId"],"anyOf":[{"required":["cardIds"]},{"required":["accessories"]}],"additionalProperties":false};
const formats0 = isDateTime;
const formats2 = isUri;

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
const _errs1 = errors;
let valid0 = false;
let mark0 = errors;
let mark1 = errors;
let mark2 = errors;
const _errs2 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.cardIds === undefined){
const err0 = {instancePath,schemaPath:"#/anyOf/0/required",keyword:"required",params:{missingProperty: "cardIds"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
var _valid0 = _errs2 === errors;
mark1 = errors;
valid0 = valid0 || _valid0;
const _errs3 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.accessories === undefined){
const err1 = {instancePath,schemaPath:"#/anyOf/1/required",keyword:"required",params:{missingProperty: "accessories"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
var _valid0 = _errs3 === errors;
mark2 = errors;
valid0 = valid0 || _valid0;
if(!valid0){
const err2 = {instancePath,schemaPath:"#/anyOf",keyword:"anyOf",params:{tried: [mark1 - mark0, mark2 - mark1]}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
else {
errors = _errs1;
if(vErrors !== null){
if(_errs1){
vErrors.length = _errs1;
}
else {
vErrors = null;
}
}
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.organisationId === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "organisationId"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data.shipmentId === undefined){
const err4 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "shipmentId"}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
for(const key0 in data){
if(!((((((key0 === "organisationId") || (key0 === "shipmentId")) || (key0 === "shipped")) || (key0 === "cardIds")) || (key0 === "accessories")) || (key0 === "carrier"))){
const err5 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
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
let data0 = data.organisationId;
if(typeof data0 === "string"){
if(isLongerThan(data0, 256)){
const err6 = {instancePath:instancePath+"/organisationId",schemaPath:"#/properties/organisationId/maxLength",keyword:"maxLength",params:{limit: 256}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(isShorterThan(data0, 1)){
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
let data1 = data.shipmentId;
if(typeof data1 === "string"){
if(isLongerThan(data1, 256)){
const err9 = {instancePath:instancePath+"/shipmentId",schemaPath:"#/properties/shipmentId/maxLength",keyword:"maxLength",params:{limit: 256}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(isShorterThan(data1, 1)){
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
if(data.shipped !== undefined){
let data2 = data.shipped;
if(typeof data2 === "string"){
if(!(formats0(data2))){
const err12 = {instancePath:instancePath+"/shipped",schemaPath:"#/properties/shipped/format",keyword:"format",params:{format: "date-time"}};
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
const err13 = {instancePath:instancePath+"/shipped",schemaPath:"#/properties/shipped/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data.cardIds !== undefined){
let data3 = data.cardIds;
if(Array.isArray(data3)){
if(data3.length < 1){
const err14 = {instancePath:instancePath+"/cardIds",schemaPath:"#/properties/cardIds/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
const len0 = data3.length;
for(let i0=0; i0<len0; i0++){
let data4 = data3[i0];
if(typeof data4 === "string"){
if(isLongerThan(data4, 256)){
const err15 = {instancePath:instancePath+"/cardIds/" + i0,schemaPath:"#/properties/cardIds/items/maxLength",keyword:"maxLength",params:{limit: 256}};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if(isShorterThan(data4, 1)){
const err16 = {instancePath:instancePath+"/cardIds/" + i0,schemaPath:"#/properties/cardIds/items/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
else {
const err17 = {instancePath:instancePath+"/cardIds/" + i0,schemaPath:"#/properties/cardIds/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
let i1 = data3.length;
let j0;
if(i1 > 1){
const indices0 = Object.create(null);
for(;i1--;){
let item0 = data3[i1];
if(typeof item0 !== "string"){
continue;
}
if(typeof indices0[item0] == "number"){
j0 = indices0[item0];
const err18 = {instancePath:instancePath+"/cardIds",schemaPath:"#/properties/cardIds/uniqueItems",keyword:"uniqueItems",params:{i: i1, j: j0}};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
break;
}
indices0[item0] = i1;
}
}
}
else {
const err19 = {instancePath:instancePath+"/cardIds",schemaPath:"#/properties/cardIds/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data.accessories !== undefined){
let data5 = data.accessories;
if(Array.isArray(data5)){
if(data5.length < 1){
const err20 = {instancePath:instancePath+"/accessories",schemaPath:"#/properties/accessories/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
const len1 = data5.length;
for(let i2=0; i2<len1; i2++){
let data6 = data5[i2];
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
if(data6.accessoryId === undefined){
const err21 = {instancePath:instancePath+"/accessories/" + i2,schemaPath:"#/properties/accessories/items/required",keyword:"required",params:{missingProperty: "accessoryId"}};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
if(data6.quantity === undefined){
const err22 = {instancePath:instancePath+"/accessories/" + i2,schemaPath:"#/properties/accessories/items/required",keyword:"required",params:{missingProperty: "quantity"}};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
for(const key1 in data6){
if(!(((key1 === "accessoryId") || (key1 === "articleId")) || (key1 === "quantity"))){
const err23 = {instancePath:instancePath+"/accessories/" + i2,schemaPath:"#/properties/accessories/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1}};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
if(data6.accessoryId !== undefined){
let data7 = data6.accessoryId;
if(typeof data7 === "string"){
if(isLongerThan(data7, 256)){
const err24 = {instancePath:instancePath+"/accessories/" + i2+"/accessoryId",schemaPath:"#/properties/accessories/items/properties/accessoryId/maxLength",keyword:"maxLength",params:{limit: 256}};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
if(isShorterThan(data7, 1)){
const err25 = {instancePath:instancePath+"/accessories/" + i2+"/accessoryId",schemaPath:"#/properties/accessories/items/properties/accessoryId/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
else {
const err26 = {instancePath:instancePath+"/accessories/" + i2+"/accessoryId",schemaPath:"#/properties/accessories/items/properties/accessoryId/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
if(data6.articleId !== undefined){
let data8 = data6.articleId;
if(typeof data8 === "string"){
if(isLongerThan(data8, 256)){
const err27 = {instancePath:instancePath+"/accessories/" + i2+"/articleId",schemaPath:"#/properties/accessories/items/properties/articleId/maxLength",keyword:"maxLength",params:{limit: 256}};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
if(isShorterThan(data8, 1)){
const err28 = {instancePath:instancePath+"/accessories/" + i2+"/articleId",schemaPath:"#/properties/accessories/items/properties/articleId/minLength",keyword:"minLength",params:{limit: 1}};
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
const err29 = {instancePath:instancePath+"/accessories/" + i2+"/articleId",schemaPath:"#/properties/accessories/items/properties/articleId/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
if(data6.quantity !== undefined){
let data9 = data6.quantity;
if(!(((typeof data9 == "number") && (!(data9 % 1) && !isNaN(data9))) && (isFinite(data9)))){
const err30 = {instancePath:instancePath+"/accessories/" + i2+"/quantity",schemaPath:"#/properties/accessories/items/properties/quantity/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
if((typeof data9 == "number") && (isFinite(data9))){
if(data9 > 2147483647 || isNaN(data9)){
const err31 = {instancePath:instancePath+"/accessories/" + i2+"/quantity",schemaPath:"#/properties/accessories/items/properties/quantity/maximum",keyword:"maximum",params:{comparison: "<=", limit: 2147483647}};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
if(data9 < 1 || isNaN(data9)){
const err32 = {instancePath:instancePath+"/accessories/" + i2+"/quantity",schemaPath:"#/properties/accessories/items/properties/quantity/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}};
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
}
else {
const err33 = {instancePath:instancePath+"/accessories/" + i2,schemaPath:"#/properties/accessories/items/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
}
else {
const err34 = {instancePath:instancePath+"/accessories",schemaPath:"#/properties/accessories/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
if(data.carrier !== undefined){
let data10 = data.carrier;
if(data10 && typeof data10 == "object" && !Array.isArray(data10)){
for(const key2 in data10){
if(!(((key2 === "name") || (key2 === "trackingId")) || (key2 === "trackingUrl"))){
const err35 = {instancePath:instancePath+"/carrier",schemaPath:"#/properties/carrier/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2}};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
if(data10.name !== undefined){
let data11 = data10.name;
if(typeof data11 === "string"){
if(isShorterThan(data11, 1)){
const err36 = {instancePath:instancePath+"/carrier/name",schemaPath:"#/properties/carrier/properties/name/minLength",keyword:"minLength",params:{limit: 1}};
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
const err37 = {instancePath:instancePath+"/carrier/name",schemaPath:"#/properties/carrier/properties/name/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
if(data10.trackingId !== undefined){
let data12 = data10.trackingId;
if(typeof data12 === "string"){
if(isShorterThan(data12, 1)){
const err38 = {instancePath:instancePath+"/carrier/trackingId",schemaPath:"#/properties/carrier/properties/trackingId/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
else {
const err39 = {instancePath:instancePath+"/carrier/trackingId",schemaPath:"#/properties/carrier/properties/trackingId/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
if(data10.trackingUrl !== undefined){
let data13 = data10.trackingUrl;
if(typeof data13 === "string"){
if(!(formats2(data13))){
const err40 = {instancePath:instancePath+"/carrier/trackingUrl",schemaPath:"#/properties/carrier/properties/trackingUrl/format",keyword:"format",params:{format: "uri"}};
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
const err41 = {instancePath:instancePath+"/carrier/trackingUrl",schemaPath:"#/properties/carrier/properties/trackingUrl/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
}
else {
const err42 = {instancePath:instancePath+"/carrier",schemaPath:"#/properties/carrier/type",keyword:"type",params:{type: "object"}};
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
const err43 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
validate20.errors = vErrors;
return errors === 0;
}
validate20.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const tolerant: Check = validate21;
const schema32 = {"assumed:type":["object"],"properties":{"organisationId":{"type":"string"},"shipmentId":{"type":"string","minLength":1},"shipped":{"assumed:type":["string"]},"cardIds":{"assumed:type":["array"],"items":{"type":"string"}},"accessories":{"assumed:type":["array"],"items":{"assumed:type":["object"],"properties":{"accessoryId":{"type":"string","minLength":1},"articleId":{"type":"string"},"quantity":{"assumed:type":["integer"]}},"required":["accessoryId"]}},"carrier":{"assumed:type":["object"],"properties":{"name":{"assumed:type":["string"]},"trackingId":{"assumed:type":["string"]},"trackingUrl":{"assumed:type":["string"]}}}},"required":["shipmentId"]};

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
if(data.organisationId !== undefined){
if(typeof data.organisationId !== "string"){
const err2 = {instancePath:instancePath+"/organisationId",schemaPath:"#/properties/organisationId/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.shipmentId !== undefined){
let data1 = data.shipmentId;
if(typeof data1 === "string"){
if(isShorterThan(data1, 1)){
const err3 = {instancePath:instancePath+"/shipmentId",schemaPath:"#/properties/shipmentId/minLength",keyword:"minLength",params:{limit: 1}};
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
if(data.shipped !== undefined){
if(typeof data.shipped !== "string"){
const err5 = {instancePath:instancePath+"/shipped",schemaPath:"#/properties/shipped/assumed:type",keyword:"assumed:type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.cardIds !== undefined){
let data3 = data.cardIds;
if(!(Array.isArray(data3))){
const err6 = {instancePath:instancePath+"/cardIds",schemaPath:"#/properties/cardIds/assumed:type",keyword:"assumed:type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(Array.isArray(data3)){
const len0 = data3.length;
for(let i0=0; i0<len0; i0++){
if(typeof data3[i0] !== "string"){
const err7 = {instancePath:instancePath+"/cardIds/" + i0,schemaPath:"#/properties/cardIds/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
}
}
if(data.accessories !== undefined){
let data5 = data.accessories;
if(!(Array.isArray(data5))){
const err8 = {instancePath:instancePath+"/accessories",schemaPath:"#/properties/accessories/assumed:type",keyword:"assumed:type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(Array.isArray(data5)){
const len1 = data5.length;
for(let i1=0; i1<len1; i1++){
let data6 = data5[i1];
if(!(data6 && typeof data6 == "object" && !Array.isArray(data6))){
const err9 = {instancePath:instancePath+"/accessories/" + i1,schemaPath:"#/properties/accessories/items/assumed:type",keyword:"assumed:type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
if(data6.accessoryId === undefined){
const err10 = {instancePath:instancePath+"/accessories/" + i1,schemaPath:"#/properties/accessories/items/required",keyword:"required",params:{missingProperty: "accessoryId"}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(data6.accessoryId !== undefined){
let data7 = data6.accessoryId;
if(typeof data7 === "string"){
if(isShorterThan(data7, 1)){
const err11 = {instancePath:instancePath+"/accessories/" + i1+"/accessoryId",schemaPath:"#/properties/accessories/items/properties/accessoryId/minLength",keyword:"minLength",params:{limit: 1}};
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
const err12 = {instancePath:instancePath+"/accessories/" + i1+"/accessoryId",schemaPath:"#/properties/accessories/items/properties/accessoryId/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data6.articleId !== undefined){
if(typeof data6.articleId !== "string"){
const err13 = {instancePath:instancePath+"/accessories/" + i1+"/articleId",schemaPath:"#/properties/accessories/items/properties/articleId/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data6.quantity !== undefined){
let data9 = data6.quantity;
if(!(((typeof data9 == "number") && (!(data9 % 1) && !isNaN(data9))) && (isFinite(data9)))){
const err14 = {instancePath:instancePath+"/accessories/" + i1+"/quantity",schemaPath:"#/properties/accessories/items/properties/quantity/assumed:type",keyword:"assumed:type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
}
}
}
}
if(data.carrier !== undefined){
let data10 = data.carrier;
if(!(data10 && typeof data10 == "object" && !Array.isArray(data10))){
const err15 = {instancePath:instancePath+"/carrier",schemaPath:"#/properties/carrier/assumed:type",keyword:"assumed:type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if(data10 && typeof data10 == "object" && !Array.isArray(data10)){
if(data10.name !== undefined){
if(typeof data10.name !== "string"){
const err16 = {instancePath:instancePath+"/carrier/name",schemaPath:"#/properties/carrier/properties/name/assumed:type",keyword:"assumed:type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data10.trackingId !== undefined){
if(typeof data10.trackingId !== "string"){
const err17 = {instancePath:instancePath+"/carrier/trackingId",schemaPath:"#/properties/carrier/properties/trackingId/assumed:type",keyword:"assumed:type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data10.trackingUrl !== undefined){
if(typeof data10.trackingUrl !== "string"){
const err18 = {instancePath:instancePath+"/carrier/trackingUrl",schemaPath:"#/properties/carrier/properties/trackingUrl/assumed:type",keyword:"assumed:type",params:{type: "string"}};
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
}
}
validate21.errors = vErrors;
return errors === 0;
}
validate21.evaluated = {"props":{"organisationId":true,"shipmentId":true,"shipped":true,"cardIds":true,"accessories":true,"carrier":true},"dynamicProps":false,"dynamicItems":false};
