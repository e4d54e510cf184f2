// Generated from test/support/contracts/vendor-b/asyncapi.yaml (sha256 25c2930a52d24d9550216c5effa793b66a726623794bc9fa979bdd76a5259a53).
// Do not edit: change the source and run `npm run generate`.

// @ts-nocheck: compiled by Ajv; its types are those of the message beside it.
import { type Check, isShorterThan } from "../../../../../../src/validation/index.ts";

export const strict: Check = validate20;
const schema31 = {"type":"object","properties":{"delivery":{"type":"object","properties":{"identity":{"type":"object","properties":{"id":{"type":"string","minLength":1},"issuer":{"type":"string"}},"required":["id"],"additionalProperties":false},"credentials":{"type":"array","items":{"type":"object","properties":{"id":{"type":"string","minLength":1},"issuer":{"type":"string"}},"required":["id"],"additionalProperties":false}}},"required":["identity"],"additionalProperties":false}},"required":["delivery"],"additionalProperties":false};

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
if(data.delivery === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "delivery"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!(key0 === "delivery")){
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
if(data.delivery !== undefined){
let data0 = data.delivery;
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
if(data0.identity === undefined){
const err2 = {instancePath:instancePath+"/delivery",schemaPath:"#/properties/delivery/required",keyword:"required",params:{missingProperty: "identity"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
for(const key1 in data0){
if(!((key1 === "identity") || (key1 === "credentials"))){
const err3 = {instancePath:instancePath+"/delivery",schemaPath:"#/properties/delivery/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data0.identity !== undefined){
let data1 = data0.identity;
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
if(data1.id === undefined){
const err4 = {instancePath:instancePath+"/delivery/identity",schemaPath:"#/properties/delivery/properties/identity/required",keyword:"required",params:{missingProperty: "id"}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
for(const key2 in data1){
if(!((key2 === "id") || (key2 === "issuer"))){
const err5 = {instancePath:instancePath+"/delivery/identity",schemaPath:"#/properties/delivery/properties/identity/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data1.id !== undefined){
let data2 = data1.id;
if(typeof data2 === "string"){
if(isShorterThan(data2, 1)){
const err6 = {instancePath:instancePath+"/delivery/identity/id",schemaPath:"#/properties/delivery/properties/identity/properties/id/minLength",keyword:"minLength",params:{limit: 1}};
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
const err7 = {instancePath:instancePath+"/delivery/identity/id",schemaPath:"#/properties/delivery/properties/identity/properties/id/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data1.issuer !== undefined){
if(typeof data1.issuer !== "string"){
const err8 = {instancePath:instancePath+"/delivery/identity/issuer",schemaPath:"#/properties/delivery/properties/identity/properties/issuer/type",keyword:"type",params:{type: "string"}};
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
const err9 = {instancePath:instancePath+"/delivery/identity",schemaPath:"#/properties/delivery/properties/identity/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data0.credentials !== undefined){
let data4 = data0.credentials;
if(Array.isArray(data4)){
const len0 = data4.length;
for(let i0=0; i0<len0; i0++){
let data5 = data4[i0];
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
if(data5.id === undefined){
const err10 = {instancePath:instancePath+"/delivery/credentials/" + i0,schemaPath:"#/properties/delivery/properties/credentials/items/required",keyword:"required",params:{missingProperty: "id"}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
for(const key3 in data5){
if(!((key3 === "id") || (key3 === "issuer"))){
const err11 = {instancePath:instancePath+"/delivery/credentials/" + i0,schemaPath:"#/properties/delivery/properties/credentials/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data5.id !== undefined){
let data6 = data5.id;
if(typeof data6 === "string"){
if(isShorterThan(data6, 1)){
const err12 = {instancePath:instancePath+"/delivery/credentials/" + i0+"/id",schemaPath:"#/properties/delivery/properties/credentials/items/properties/id/minLength",keyword:"minLength",params:{limit: 1}};
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
const err13 = {instancePath:instancePath+"/delivery/credentials/" + i0+"/id",schemaPath:"#/properties/delivery/properties/credentials/items/properties/id/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data5.issuer !== undefined){
if(typeof data5.issuer !== "string"){
const err14 = {instancePath:instancePath+"/delivery/credentials/" + i0+"/issuer",schemaPath:"#/properties/delivery/properties/credentials/items/properties/issuer/type",keyword:"type",params:{type: "string"}};
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
else {
const err15 = {instancePath:instancePath+"/delivery/credentials/" + i0,schemaPath:"#/properties/delivery/properties/credentials/items/type",keyword:"type",params:{type: "object"}};
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
else {
const err16 = {instancePath:instancePath+"/delivery/credentials",schemaPath:"#/properties/delivery/properties/credentials/type",keyword:"type",params:{type: "array"}};
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
const err17 = {instancePath:instancePath+"/delivery",schemaPath:"#/properties/delivery/type",keyword:"type",params:{type: "object"}};
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
else {
const err18 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
validate20.errors = vErrors;
return errors === 0;
}
validate20.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const tolerant: Check = validate21;
const schema32 = {"type":"object","properties":{"delivery":{"type":"object","properties":{"identity":{"type":"object","properties":{"id":{"type":"string","minLength":1},"issuer":{"type":"string"}},"required":["id"]},"credentials":{"type":"array","items":{"type":"object","properties":{"id":{"type":"string","minLength":1},"issuer":{"type":"string"}},"required":["id"]}}},"required":["identity"]}},"required":["delivery"]};

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
if(data.delivery === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "delivery"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.delivery !== undefined){
let data0 = data.delivery;
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
if(data0.identity === undefined){
const err1 = {instancePath:instancePath+"/delivery",schemaPath:"#/properties/delivery/required",keyword:"required",params:{missingProperty: "identity"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data0.identity !== undefined){
let data1 = data0.identity;
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
if(data1.id === undefined){
const err2 = {instancePath:instancePath+"/delivery/identity",schemaPath:"#/properties/delivery/properties/identity/required",keyword:"required",params:{missingProperty: "id"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data1.id !== undefined){
let data2 = data1.id;
if(typeof data2 === "string"){
if(isShorterThan(data2, 1)){
const err3 = {instancePath:instancePath+"/delivery/identity/id",schemaPath:"#/properties/delivery/properties/identity/properties/id/minLength",keyword:"minLength",params:{limit: 1}};
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
const err4 = {instancePath:instancePath+"/delivery/identity/id",schemaPath:"#/properties/delivery/properties/identity/properties/id/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data1.issuer !== undefined){
if(typeof data1.issuer !== "string"){
const err5 = {instancePath:instancePath+"/delivery/identity/issuer",schemaPath:"#/properties/delivery/properties/identity/properties/issuer/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
}
else {
const err6 = {instancePath:instancePath+"/delivery/identity",schemaPath:"#/properties/delivery/properties/identity/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data0.credentials !== undefined){
let data4 = data0.credentials;
if(Array.isArray(data4)){
const len0 = data4.length;
for(let i0=0; i0<len0; i0++){
let data5 = data4[i0];
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
if(data5.id === undefined){
const err7 = {instancePath:instancePath+"/delivery/credentials/" + i0,schemaPath:"#/properties/delivery/properties/credentials/items/required",keyword:"required",params:{missingProperty: "id"}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(data5.id !== undefined){
let data6 = data5.id;
if(typeof data6 === "string"){
if(isShorterThan(data6, 1)){
const err8 = {instancePath:instancePath+"/delivery/credentials/" + i0+"/id",schemaPath:"#/properties/delivery/properties/credentials/items/properties/id/minLength",keyword:"minLength",params:{limit: 1}};
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
const err9 = {instancePath:instancePath+"/delivery/credentials/" + i0+"/id",schemaPath:"#/properties/delivery/properties/credentials/items/properties/id/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data5.issuer !== undefined){
if(typeof data5.issuer !== "string"){
const err10 = {instancePath:instancePath+"/delivery/credentials/" + i0+"/issuer",schemaPath:"#/properties/delivery/properties/credentials/items/properties/issuer/type",keyword:"type",params:{type: "string"}};
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
else {
const err11 = {instancePath:instancePath+"/delivery/credentials/" + i0,schemaPath:"#/properties/delivery/properties/credentials/items/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
}
else {
const err12 = {instancePath:instancePath+"/delivery/credentials",schemaPath:"#/properties/delivery/properties/credentials/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
}
else {
const err13 = {instancePath:instancePath+"/delivery",schemaPath:"#/properties/delivery/type",keyword:"type",params:{type: "object"}};
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
else {
const err14 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
validate21.errors = vErrors;
return errors === 0;
}
validate21.evaluated = {"props":{"delivery":true},"dynamicProps":false,"dynamicItems":false};
