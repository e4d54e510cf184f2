// Generated from test/support/contracts/vendor-b/asyncapi.yaml (sha256 25c2930a52d24d9550216c5effa793b66a726623794bc9fa979bdd76a5259a53).
// Do not edit: change the source and run `npm run generate`.

// @ts-nocheck: compiled by Ajv; its types are those of the message beside it.
import { type Check, isDateTime, isShorterThan } from "../../../../../../src/validation/index.ts";

export const strict: Check = validate20;
const schema31 = {"type":"object","properties":{"tenant":{"type":"object","properties":{"id":{"type":"string"}},"required":["id"],"additionalProperties":false},"delivery":{"type":"object","properties":{"identity":{"type":"object","properties":{"id":{"type":"string","minLength":1},"issuer":{"type":"string"}},"required":["id"],"additionalProperties":false},"at":{"type":"string","format":"date-time"},"credentials":{"type":"array","items":{"type":"object","properties":{"id":{"type":"string","minLength":1},"issuer":{"type":"string"}},"required":["id"],"additionalProperties":false},"minItems":1},"transport":{"type":"object","properties":{"company":{"type":"string"},"number":{"type":"string"}},"additionalProperties":false}},"required":["identity","credentials"],"additionalProperties":false}},"required":["tenant","delivery"],"additionalProperties":false};
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
if(data.tenant === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "tenant"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.delivery === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "delivery"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
for(const key0 in data){
if(!((key0 === "tenant") || (key0 === "delivery"))){
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
if(data.tenant !== undefined){
let data0 = data.tenant;
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
if(data0.id === undefined){
const err3 = {instancePath:instancePath+"/tenant",schemaPath:"#/properties/tenant/required",keyword:"required",params:{missingProperty: "id"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
for(const key1 in data0){
if(!(key1 === "id")){
const err4 = {instancePath:instancePath+"/tenant",schemaPath:"#/properties/tenant/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data0.id !== undefined){
if(typeof data0.id !== "string"){
const err5 = {instancePath:instancePath+"/tenant/id",schemaPath:"#/properties/tenant/properties/id/type",keyword:"type",params:{type: "string"}};
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
const err6 = {instancePath:instancePath+"/tenant",schemaPath:"#/properties/tenant/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.delivery !== undefined){
let data2 = data.delivery;
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
if(data2.identity === undefined){
const err7 = {instancePath:instancePath+"/delivery",schemaPath:"#/properties/delivery/required",keyword:"required",params:{missingProperty: "identity"}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(data2.credentials === undefined){
const err8 = {instancePath:instancePath+"/delivery",schemaPath:"#/properties/delivery/required",keyword:"required",params:{missingProperty: "credentials"}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
for(const key2 in data2){
if(!((((key2 === "identity") || (key2 === "at")) || (key2 === "credentials")) || (key2 === "transport"))){
const err9 = {instancePath:instancePath+"/delivery",schemaPath:"#/properties/delivery/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data2.identity !== undefined){
let data3 = data2.identity;
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
if(data3.id === undefined){
const err10 = {instancePath:instancePath+"/delivery/identity",schemaPath:"#/properties/delivery/properties/identity/required",keyword:"required",params:{missingProperty: "id"}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
for(const key3 in data3){
if(!((key3 === "id") || (key3 === "issuer"))){
const err11 = {instancePath:instancePath+"/delivery/identity",schemaPath:"#/properties/delivery/properties/identity/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data3.id !== undefined){
let data4 = data3.id;
if(typeof data4 === "string"){
if(isShorterThan(data4, 1)){
const err12 = {instancePath:instancePath+"/delivery/identity/id",schemaPath:"#/properties/delivery/properties/identity/properties/id/minLength",keyword:"minLength",params:{limit: 1}};
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
const err13 = {instancePath:instancePath+"/delivery/identity/id",schemaPath:"#/properties/delivery/properties/identity/properties/id/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data3.issuer !== undefined){
if(typeof data3.issuer !== "string"){
const err14 = {instancePath:instancePath+"/delivery/identity/issuer",schemaPath:"#/properties/delivery/properties/identity/properties/issuer/type",keyword:"type",params:{type: "string"}};
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
const err15 = {instancePath:instancePath+"/delivery/identity",schemaPath:"#/properties/delivery/properties/identity/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data2.at !== undefined){
let data6 = data2.at;
if(typeof data6 === "string"){
if(!(formats0(data6))){
const err16 = {instancePath:instancePath+"/delivery/at",schemaPath:"#/properties/delivery/properties/at/format",keyword:"format",params:{format: "date-time"}};
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
const err17 = {instancePath:instancePath+"/delivery/at",schemaPath:"#/properties/delivery/properties/at/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data2.credentials !== undefined){
let data7 = data2.credentials;
if(Array.isArray(data7)){
if(data7.length < 1){
const err18 = {instancePath:instancePath+"/delivery/credentials",schemaPath:"#/properties/delivery/properties/credentials/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
const len0 = data7.length;
for(let i0=0; i0<len0; i0++){
let data8 = data7[i0];
if(data8 && typeof data8 == "object" && !Array.isArray(data8)){
if(data8.id === undefined){
const err19 = {instancePath:instancePath+"/delivery/credentials/" + i0,schemaPath:"#/properties/delivery/properties/credentials/items/required",keyword:"required",params:{missingProperty: "id"}};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
for(const key4 in data8){
if(!((key4 === "id") || (key4 === "issuer"))){
const err20 = {instancePath:instancePath+"/delivery/credentials/" + i0,schemaPath:"#/properties/delivery/properties/credentials/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4}};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data8.id !== undefined){
let data9 = data8.id;
if(typeof data9 === "string"){
if(isShorterThan(data9, 1)){
const err21 = {instancePath:instancePath+"/delivery/credentials/" + i0+"/id",schemaPath:"#/properties/delivery/properties/credentials/items/properties/id/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
else {
const err22 = {instancePath:instancePath+"/delivery/credentials/" + i0+"/id",schemaPath:"#/properties/delivery/properties/credentials/items/properties/id/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data8.issuer !== undefined){
if(typeof data8.issuer !== "string"){
const err23 = {instancePath:instancePath+"/delivery/credentials/" + i0+"/issuer",schemaPath:"#/properties/delivery/properties/credentials/items/properties/issuer/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
}
else {
const err24 = {instancePath:instancePath+"/delivery/credentials/" + i0,schemaPath:"#/properties/delivery/properties/credentials/items/type",keyword:"type",params:{type: "object"}};
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
const err25 = {instancePath:instancePath+"/delivery/credentials",schemaPath:"#/properties/delivery/properties/credentials/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
if(data2.transport !== undefined){
let data11 = data2.transport;
if(data11 && typeof data11 == "object" && !Array.isArray(data11)){
for(const key5 in data11){
if(!((key5 === "company") || (key5 === "number"))){
const err26 = {instancePath:instancePath+"/delivery/transport",schemaPath:"#/properties/delivery/properties/transport/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5}};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
if(data11.company !== undefined){
if(typeof data11.company !== "string"){
const err27 = {instancePath:instancePath+"/delivery/transport/company",schemaPath:"#/properties/delivery/properties/transport/properties/company/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
if(data11.number !== undefined){
if(typeof data11.number !== "string"){
const err28 = {instancePath:instancePath+"/delivery/transport/number",schemaPath:"#/properties/delivery/properties/transport/properties/number/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
}
else {
const err29 = {instancePath:instancePath+"/delivery/transport",schemaPath:"#/properties/delivery/properties/transport/type",keyword:"type",params:{type: "object"}};
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
else {
const err30 = {instancePath:instancePath+"/delivery",schemaPath:"#/properties/delivery/type",keyword:"type",params:{type: "object"}};
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
const err31 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
validate20.errors = vErrors;
return errors === 0;
}
validate20.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const tolerant: Check = validate21;
const schema32 = {"type":"object","properties":{"tenant":{"type":"object","properties":{"id":{"type":"string"}},"required":["id"]},"delivery":{"type":"object","properties":{"identity":{"type":"object","properties":{"id":{"type":"string","minLength":1},"issuer":{"type":"string"}},"required":["id"]},"at":{"type":"string","format":"date-time"},"credentials":{"type":"array","items":{"type":"object","properties":{"id":{"type":"string","minLength":1},"issuer":{"type":"string"}},"required":["id"]},"minItems":1},"transport":{"type":"object","properties":{"company":{"type":"string"},"number":{"type":"string"}}}},"required":["identity","credentials"]}},"required":["tenant","delivery"]};

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
if(data.tenant === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "tenant"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.delivery === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "delivery"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.tenant !== undefined){
let data0 = data.tenant;
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
if(data0.id === undefined){
const err2 = {instancePath:instancePath+"/tenant",schemaPath:"#/properties/tenant/required",keyword:"required",params:{missingProperty: "id"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data0.id !== undefined){
if(typeof data0.id !== "string"){
const err3 = {instancePath:instancePath+"/tenant/id",schemaPath:"#/properties/tenant/properties/id/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
}
else {
const err4 = {instancePath:instancePath+"/tenant",schemaPath:"#/properties/tenant/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.delivery !== undefined){
let data2 = data.delivery;
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
if(data2.identity === undefined){
const err5 = {instancePath:instancePath+"/delivery",schemaPath:"#/properties/delivery/required",keyword:"required",params:{missingProperty: "identity"}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(data2.credentials === undefined){
const err6 = {instancePath:instancePath+"/delivery",schemaPath:"#/properties/delivery/required",keyword:"required",params:{missingProperty: "credentials"}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(data2.identity !== undefined){
let data3 = data2.identity;
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
if(data3.id === undefined){
const err7 = {instancePath:instancePath+"/delivery/identity",schemaPath:"#/properties/delivery/properties/identity/required",keyword:"required",params:{missingProperty: "id"}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(data3.id !== undefined){
let data4 = data3.id;
if(typeof data4 === "string"){
if(isShorterThan(data4, 1)){
const err8 = {instancePath:instancePath+"/delivery/identity/id",schemaPath:"#/properties/delivery/properties/identity/properties/id/minLength",keyword:"minLength",params:{limit: 1}};
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
const err9 = {instancePath:instancePath+"/delivery/identity/id",schemaPath:"#/properties/delivery/properties/identity/properties/id/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data3.issuer !== undefined){
if(typeof data3.issuer !== "string"){
const err10 = {instancePath:instancePath+"/delivery/identity/issuer",schemaPath:"#/properties/delivery/properties/identity/properties/issuer/type",keyword:"type",params:{type: "string"}};
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
const err11 = {instancePath:instancePath+"/delivery/identity",schemaPath:"#/properties/delivery/properties/identity/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data2.at !== undefined){
let data6 = data2.at;
if(typeof data6 === "string"){
if(!(formats0(data6))){
const err12 = {instancePath:instancePath+"/delivery/at",schemaPath:"#/properties/delivery/properties/at/format",keyword:"format",params:{format: "date-time"}};
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
const err13 = {instancePath:instancePath+"/delivery/at",schemaPath:"#/properties/delivery/properties/at/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data2.credentials !== undefined){
let data7 = data2.credentials;
if(Array.isArray(data7)){
if(data7.length < 1){
const err14 = {instancePath:instancePath+"/delivery/credentials",schemaPath:"#/properties/delivery/properties/credentials/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
const len0 = data7.length;
for(let i0=0; i0<len0; i0++){
let data8 = data7[i0];
if(data8 && typeof data8 == "object" && !Array.isArray(data8)){
if(data8.id === undefined){
const err15 = {instancePath:instancePath+"/delivery/credentials/" + i0,schemaPath:"#/properties/delivery/properties/credentials/items/required",keyword:"required",params:{missingProperty: "id"}};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if(data8.id !== undefined){
let data9 = data8.id;
if(typeof data9 === "string"){
if(isShorterThan(data9, 1)){
const err16 = {instancePath:instancePath+"/delivery/credentials/" + i0+"/id",schemaPath:"#/properties/delivery/properties/credentials/items/properties/id/minLength",keyword:"minLength",params:{limit: 1}};
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
const err17 = {instancePath:instancePath+"/delivery/credentials/" + i0+"/id",schemaPath:"#/properties/delivery/properties/credentials/items/properties/id/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data8.issuer !== undefined){
if(typeof data8.issuer !== "string"){
const err18 = {instancePath:instancePath+"/delivery/credentials/" + i0+"/issuer",schemaPath:"#/properties/delivery/properties/credentials/items/properties/issuer/type",keyword:"type",params:{type: "string"}};
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
const err19 = {instancePath:instancePath+"/delivery/credentials/" + i0,schemaPath:"#/properties/delivery/properties/credentials/items/type",keyword:"type",params:{type: "object"}};
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
else {
const err20 = {instancePath:instancePath+"/delivery/credentials",schemaPath:"#/properties/delivery/properties/credentials/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data2.transport !== undefined){
let data11 = data2.transport;
if(data11 && typeof data11 == "object" && !Array.isArray(data11)){
if(data11.company !== undefined){
if(typeof data11.company !== "string"){
const err21 = {instancePath:instancePath+"/delivery/transport/company",schemaPath:"#/properties/delivery/properties/transport/properties/company/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data11.number !== undefined){
if(typeof data11.number !== "string"){
const err22 = {instancePath:instancePath+"/delivery/transport/number",schemaPath:"#/properties/delivery/properties/transport/properties/number/type",keyword:"type",params:{type: "string"}};
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
const err23 = {instancePath:instancePath+"/delivery/transport",schemaPath:"#/properties/delivery/properties/transport/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
}
else {
const err24 = {instancePath:instancePath+"/delivery",schemaPath:"#/properties/delivery/type",keyword:"type",params:{type: "object"}};
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
const err25 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
validate21.errors = vErrors;
return errors === 0;
}
validate21.evaluated = {"props":{"tenant":true,"delivery":true},"dynamicProps":false,"dynamicItems":false};
