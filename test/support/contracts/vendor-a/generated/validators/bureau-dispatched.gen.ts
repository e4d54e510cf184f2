// Generated from test/support/contracts/vendor-a/asyncapi.yaml (sha256 6c236b6a0f8ad6a53977cedb444db2698fcdad6a766ed3138579a3c73b73ae30).
// Do not edit: change the source and run `npm run generate`.

// @ts-nocheck: compiled by Ajv; its types are those of the message beside it.
import { type Check, isDateTime, isLongerThan, isShorterThan } from "../../../../../../src/validation/index.ts";

export const strict: Check = validate20;
const schema31 = {"type":"object","properties":{"shipmentRef":{"type":"string","minLength":1,"maxLength":64},"dispatchedAt":{"type":"string","format":"date-time"},"cardRefs":{"type":"array","items":{"type":"string","minLength":1,"maxLength":64}},"accessories":{"type":"array","items":{"type":"object","properties":{"lineRef":{"type":"string","minLength":1,"maxLength":64},"pieces":{"type":"integer","minimum":1,"maximum":100000}},"required":["lineRef","pieces"],"additionalProperties":false}},"parcelNumber":{"type":"string"}},"required":["shipmentRef"],"additionalProperties":false};
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
if(data.shipmentRef === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "shipmentRef"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!(((((key0 === "shipmentRef") || (key0 === "dispatchedAt")) || (key0 === "cardRefs")) || (key0 === "accessories")) || (key0 === "parcelNumber"))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.shipmentRef !== undefined){
let data0 = data.shipmentRef;
if(typeof data0 === "string"){
if(isLongerThan(data0, 64)){
const err2 = {instancePath:instancePath+"/shipmentRef",schemaPath:"#/properties/shipmentRef/maxLength",keyword:"maxLength",params:{limit: 64}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(isShorterThan(data0, 1)){
const err3 = {instancePath:instancePath+"/shipmentRef",schemaPath:"#/properties/shipmentRef/minLength",keyword:"minLength",params:{limit: 1}};
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
const err4 = {instancePath:instancePath+"/shipmentRef",schemaPath:"#/properties/shipmentRef/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.dispatchedAt !== undefined){
let data1 = data.dispatchedAt;
if(typeof data1 === "string"){
if(!(formats0(data1))){
const err5 = {instancePath:instancePath+"/dispatchedAt",schemaPath:"#/properties/dispatchedAt/format",keyword:"format",params:{format: "date-time"}};
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
const err6 = {instancePath:instancePath+"/dispatchedAt",schemaPath:"#/properties/dispatchedAt/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.cardRefs !== undefined){
let data2 = data.cardRefs;
if(Array.isArray(data2)){
const len0 = data2.length;
for(let i0=0; i0<len0; i0++){
let data3 = data2[i0];
if(typeof data3 === "string"){
if(isLongerThan(data3, 64)){
const err7 = {instancePath:instancePath+"/cardRefs/" + i0,schemaPath:"#/properties/cardRefs/items/maxLength",keyword:"maxLength",params:{limit: 64}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(isShorterThan(data3, 1)){
const err8 = {instancePath:instancePath+"/cardRefs/" + i0,schemaPath:"#/properties/cardRefs/items/minLength",keyword:"minLength",params:{limit: 1}};
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
const err9 = {instancePath:instancePath+"/cardRefs/" + i0,schemaPath:"#/properties/cardRefs/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
}
else {
const err10 = {instancePath:instancePath+"/cardRefs",schemaPath:"#/properties/cardRefs/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data.accessories !== undefined){
let data4 = data.accessories;
if(Array.isArray(data4)){
const len1 = data4.length;
for(let i1=0; i1<len1; i1++){
let data5 = data4[i1];
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
if(data5.lineRef === undefined){
const err11 = {instancePath:instancePath+"/accessories/" + i1,schemaPath:"#/properties/accessories/items/required",keyword:"required",params:{missingProperty: "lineRef"}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if(data5.pieces === undefined){
const err12 = {instancePath:instancePath+"/accessories/" + i1,schemaPath:"#/properties/accessories/items/required",keyword:"required",params:{missingProperty: "pieces"}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
for(const key1 in data5){
if(!((key1 === "lineRef") || (key1 === "pieces"))){
const err13 = {instancePath:instancePath+"/accessories/" + i1,schemaPath:"#/properties/accessories/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data5.lineRef !== undefined){
let data6 = data5.lineRef;
if(typeof data6 === "string"){
if(isLongerThan(data6, 64)){
const err14 = {instancePath:instancePath+"/accessories/" + i1+"/lineRef",schemaPath:"#/properties/accessories/items/properties/lineRef/maxLength",keyword:"maxLength",params:{limit: 64}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if(isShorterThan(data6, 1)){
const err15 = {instancePath:instancePath+"/accessories/" + i1+"/lineRef",schemaPath:"#/properties/accessories/items/properties/lineRef/minLength",keyword:"minLength",params:{limit: 1}};
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
const err16 = {instancePath:instancePath+"/accessories/" + i1+"/lineRef",schemaPath:"#/properties/accessories/items/properties/lineRef/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data5.pieces !== undefined){
let data7 = data5.pieces;
if(!(((typeof data7 == "number") && (!(data7 % 1) && !isNaN(data7))) && (isFinite(data7)))){
const err17 = {instancePath:instancePath+"/accessories/" + i1+"/pieces",schemaPath:"#/properties/accessories/items/properties/pieces/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
if((typeof data7 == "number") && (isFinite(data7))){
if(data7 > 100000 || isNaN(data7)){
const err18 = {instancePath:instancePath+"/accessories/" + i1+"/pieces",schemaPath:"#/properties/accessories/items/properties/pieces/maximum",keyword:"maximum",params:{comparison: "<=", limit: 100000}};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
if(data7 < 1 || isNaN(data7)){
const err19 = {instancePath:instancePath+"/accessories/" + i1+"/pieces",schemaPath:"#/properties/accessories/items/properties/pieces/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
}
}
else {
const err20 = {instancePath:instancePath+"/accessories/" + i1,schemaPath:"#/properties/accessories/items/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
}
else {
const err21 = {instancePath:instancePath+"/accessories",schemaPath:"#/properties/accessories/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data.parcelNumber !== undefined){
if(typeof data.parcelNumber !== "string"){
const err22 = {instancePath:instancePath+"/parcelNumber",schemaPath:"#/properties/parcelNumber/type",keyword:"type",params:{type: "string"}};
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
const err23 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
validate20.errors = vErrors;
return errors === 0;
}
validate20.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const tolerant: Check = validate21;
const schema32 = {"type":"object","properties":{"shipmentRef":{"type":"string","minLength":1,"maxLength":64},"dispatchedAt":{"type":"string","format":"date-time"},"cardRefs":{"type":"array","items":{"type":"string","minLength":1,"maxLength":64}},"accessories":{"type":"array","items":{"type":"object","properties":{"lineRef":{"type":"string","minLength":1,"maxLength":64},"pieces":{"type":"integer","minimum":1,"maximum":100000}},"required":["lineRef","pieces"]}},"parcelNumber":{"type":"string"}},"required":["shipmentRef"]};

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
if(data.shipmentRef === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "shipmentRef"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.shipmentRef !== undefined){
let data0 = data.shipmentRef;
if(typeof data0 === "string"){
if(isLongerThan(data0, 64)){
const err1 = {instancePath:instancePath+"/shipmentRef",schemaPath:"#/properties/shipmentRef/maxLength",keyword:"maxLength",params:{limit: 64}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(isShorterThan(data0, 1)){
const err2 = {instancePath:instancePath+"/shipmentRef",schemaPath:"#/properties/shipmentRef/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
else {
const err3 = {instancePath:instancePath+"/shipmentRef",schemaPath:"#/properties/shipmentRef/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.dispatchedAt !== undefined){
let data1 = data.dispatchedAt;
if(typeof data1 === "string"){
if(!(formats0(data1))){
const err4 = {instancePath:instancePath+"/dispatchedAt",schemaPath:"#/properties/dispatchedAt/format",keyword:"format",params:{format: "date-time"}};
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
const err5 = {instancePath:instancePath+"/dispatchedAt",schemaPath:"#/properties/dispatchedAt/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.cardRefs !== undefined){
let data2 = data.cardRefs;
if(Array.isArray(data2)){
const len0 = data2.length;
for(let i0=0; i0<len0; i0++){
let data3 = data2[i0];
if(typeof data3 === "string"){
if(isLongerThan(data3, 64)){
const err6 = {instancePath:instancePath+"/cardRefs/" + i0,schemaPath:"#/properties/cardRefs/items/maxLength",keyword:"maxLength",params:{limit: 64}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(isShorterThan(data3, 1)){
const err7 = {instancePath:instancePath+"/cardRefs/" + i0,schemaPath:"#/properties/cardRefs/items/minLength",keyword:"minLength",params:{limit: 1}};
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
const err8 = {instancePath:instancePath+"/cardRefs/" + i0,schemaPath:"#/properties/cardRefs/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
}
else {
const err9 = {instancePath:instancePath+"/cardRefs",schemaPath:"#/properties/cardRefs/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.accessories !== undefined){
let data4 = data.accessories;
if(Array.isArray(data4)){
const len1 = data4.length;
for(let i1=0; i1<len1; i1++){
let data5 = data4[i1];
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
if(data5.lineRef === undefined){
const err10 = {instancePath:instancePath+"/accessories/" + i1,schemaPath:"#/properties/accessories/items/required",keyword:"required",params:{missingProperty: "lineRef"}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(data5.pieces === undefined){
const err11 = {instancePath:instancePath+"/accessories/" + i1,schemaPath:"#/properties/accessories/items/required",keyword:"required",params:{missingProperty: "pieces"}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if(data5.lineRef !== undefined){
let data6 = data5.lineRef;
if(typeof data6 === "string"){
if(isLongerThan(data6, 64)){
const err12 = {instancePath:instancePath+"/accessories/" + i1+"/lineRef",schemaPath:"#/properties/accessories/items/properties/lineRef/maxLength",keyword:"maxLength",params:{limit: 64}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if(isShorterThan(data6, 1)){
const err13 = {instancePath:instancePath+"/accessories/" + i1+"/lineRef",schemaPath:"#/properties/accessories/items/properties/lineRef/minLength",keyword:"minLength",params:{limit: 1}};
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
const err14 = {instancePath:instancePath+"/accessories/" + i1+"/lineRef",schemaPath:"#/properties/accessories/items/properties/lineRef/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data5.pieces !== undefined){
let data7 = data5.pieces;
if(!(((typeof data7 == "number") && (!(data7 % 1) && !isNaN(data7))) && (isFinite(data7)))){
const err15 = {instancePath:instancePath+"/accessories/" + i1+"/pieces",schemaPath:"#/properties/accessories/items/properties/pieces/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if((typeof data7 == "number") && (isFinite(data7))){
if(data7 > 100000 || isNaN(data7)){
const err16 = {instancePath:instancePath+"/accessories/" + i1+"/pieces",schemaPath:"#/properties/accessories/items/properties/pieces/maximum",keyword:"maximum",params:{comparison: "<=", limit: 100000}};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
if(data7 < 1 || isNaN(data7)){
const err17 = {instancePath:instancePath+"/accessories/" + i1+"/pieces",schemaPath:"#/properties/accessories/items/properties/pieces/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
}
}
else {
const err18 = {instancePath:instancePath+"/accessories/" + i1,schemaPath:"#/properties/accessories/items/type",keyword:"type",params:{type: "object"}};
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
else {
const err19 = {instancePath:instancePath+"/accessories",schemaPath:"#/properties/accessories/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data.parcelNumber !== undefined){
if(typeof data.parcelNumber !== "string"){
const err20 = {instancePath:instancePath+"/parcelNumber",schemaPath:"#/properties/parcelNumber/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
}
else {
const err21 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
validate21.errors = vErrors;
return errors === 0;
}
validate21.evaluated = {"props":{"shipmentRef":true,"dispatchedAt":true,"cardRefs":true,"accessories":true,"parcelNumber":true},"dynamicProps":false,"dynamicItems":false};
