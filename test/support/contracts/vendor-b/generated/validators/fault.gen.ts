// Generated from test/support/contracts/vendor-b/asyncapi.yaml (sha256 25c2930a52d24d9550216c5effa793b66a726623794bc9fa979bdd76a5259a53).
// Do not edit: change the source and run `npm run generate`.

// @ts-nocheck: compiled by Ajv; its types are those of the message beside it.
import { type Check, isShorterThan } from "../../../../../../src/validation/index.ts";

export const strict: Check = validate20;
const schema31 = {"type":"object","properties":{"fault":{"type":"object","properties":{"code":{"type":"string","enum":["bad-message","unknown-message","unknown-item","wrong-state","missing-value","failure"]},"explanation":{"type":"string"},"about":{"type":"object","properties":{"message":{"type":"string"},"credential":{"type":"object","properties":{"id":{"type":"string","minLength":1},"issuer":{"type":"string"}},"required":["id"],"additionalProperties":false},"delivery":{"type":"object","properties":{"id":{"type":"string","minLength":1},"issuer":{"type":"string"}},"required":["id"],"additionalProperties":false}},"additionalProperties":false}},"required":["code","explanation"],"additionalProperties":false}},"required":["fault"],"additionalProperties":false};

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
if(data.fault === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "fault"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!(key0 === "fault")){
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
if(data.fault !== undefined){
let data0 = data.fault;
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
if(data0.code === undefined){
const err2 = {instancePath:instancePath+"/fault",schemaPath:"#/properties/fault/required",keyword:"required",params:{missingProperty: "code"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data0.explanation === undefined){
const err3 = {instancePath:instancePath+"/fault",schemaPath:"#/properties/fault/required",keyword:"required",params:{missingProperty: "explanation"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
for(const key1 in data0){
if(!(((key1 === "code") || (key1 === "explanation")) || (key1 === "about"))){
const err4 = {instancePath:instancePath+"/fault",schemaPath:"#/properties/fault/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data0.code !== undefined){
let data1 = data0.code;
if(typeof data1 !== "string"){
const err5 = {instancePath:instancePath+"/fault/code",schemaPath:"#/properties/fault/properties/code/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(!((((((data1 === "bad-message") || (data1 === "unknown-message")) || (data1 === "unknown-item")) || (data1 === "wrong-state")) || (data1 === "missing-value")) || (data1 === "failure"))){
const err6 = {instancePath:instancePath+"/fault/code",schemaPath:"#/properties/fault/properties/code/enum",keyword:"enum",params:{allowedValues: schema31.properties.fault.properties.code.enum}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data0.explanation !== undefined){
if(typeof data0.explanation !== "string"){
const err7 = {instancePath:instancePath+"/fault/explanation",schemaPath:"#/properties/fault/properties/explanation/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data0.about !== undefined){
let data3 = data0.about;
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
for(const key2 in data3){
if(!(((key2 === "message") || (key2 === "credential")) || (key2 === "delivery"))){
const err8 = {instancePath:instancePath+"/fault/about",schemaPath:"#/properties/fault/properties/about/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data3.message !== undefined){
if(typeof data3.message !== "string"){
const err9 = {instancePath:instancePath+"/fault/about/message",schemaPath:"#/properties/fault/properties/about/properties/message/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data3.credential !== undefined){
let data5 = data3.credential;
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
if(data5.id === undefined){
const err10 = {instancePath:instancePath+"/fault/about/credential",schemaPath:"#/properties/fault/properties/about/properties/credential/required",keyword:"required",params:{missingProperty: "id"}};
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
const err11 = {instancePath:instancePath+"/fault/about/credential",schemaPath:"#/properties/fault/properties/about/properties/credential/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3}};
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
const err12 = {instancePath:instancePath+"/fault/about/credential/id",schemaPath:"#/properties/fault/properties/about/properties/credential/properties/id/minLength",keyword:"minLength",params:{limit: 1}};
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
const err13 = {instancePath:instancePath+"/fault/about/credential/id",schemaPath:"#/properties/fault/properties/about/properties/credential/properties/id/type",keyword:"type",params:{type: "string"}};
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
const err14 = {instancePath:instancePath+"/fault/about/credential/issuer",schemaPath:"#/properties/fault/properties/about/properties/credential/properties/issuer/type",keyword:"type",params:{type: "string"}};
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
const err15 = {instancePath:instancePath+"/fault/about/credential",schemaPath:"#/properties/fault/properties/about/properties/credential/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data3.delivery !== undefined){
let data8 = data3.delivery;
if(data8 && typeof data8 == "object" && !Array.isArray(data8)){
if(data8.id === undefined){
const err16 = {instancePath:instancePath+"/fault/about/delivery",schemaPath:"#/properties/fault/properties/about/properties/delivery/required",keyword:"required",params:{missingProperty: "id"}};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
for(const key4 in data8){
if(!((key4 === "id") || (key4 === "issuer"))){
const err17 = {instancePath:instancePath+"/fault/about/delivery",schemaPath:"#/properties/fault/properties/about/properties/delivery/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4}};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data8.id !== undefined){
let data9 = data8.id;
if(typeof data9 === "string"){
if(isShorterThan(data9, 1)){
const err18 = {instancePath:instancePath+"/fault/about/delivery/id",schemaPath:"#/properties/fault/properties/about/properties/delivery/properties/id/minLength",keyword:"minLength",params:{limit: 1}};
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
const err19 = {instancePath:instancePath+"/fault/about/delivery/id",schemaPath:"#/properties/fault/properties/about/properties/delivery/properties/id/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data8.issuer !== undefined){
if(typeof data8.issuer !== "string"){
const err20 = {instancePath:instancePath+"/fault/about/delivery/issuer",schemaPath:"#/properties/fault/properties/about/properties/delivery/properties/issuer/type",keyword:"type",params:{type: "string"}};
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
const err21 = {instancePath:instancePath+"/fault/about/delivery",schemaPath:"#/properties/fault/properties/about/properties/delivery/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
}
else {
const err22 = {instancePath:instancePath+"/fault/about",schemaPath:"#/properties/fault/properties/about/type",keyword:"type",params:{type: "object"}};
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
const err23 = {instancePath:instancePath+"/fault",schemaPath:"#/properties/fault/type",keyword:"type",params:{type: "object"}};
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
const err24 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
validate20.errors = vErrors;
return errors === 0;
}
validate20.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const tolerant: Check = validate21;
const schema32 = {"type":"object","properties":{"fault":{"type":"object","properties":{"code":{"type":"string"},"explanation":{"type":"string"},"about":{"type":"object","properties":{"message":{"type":"string"},"credential":{"type":"object","properties":{"id":{"type":"string","minLength":1},"issuer":{"type":"string"}},"required":["id"]},"delivery":{"type":"object","properties":{"id":{"type":"string","minLength":1},"issuer":{"type":"string"}},"required":["id"]}}}},"required":["code","explanation"]}},"required":["fault"]};

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
if(data.fault === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "fault"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.fault !== undefined){
let data0 = data.fault;
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
if(data0.code === undefined){
const err1 = {instancePath:instancePath+"/fault",schemaPath:"#/properties/fault/required",keyword:"required",params:{missingProperty: "code"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data0.explanation === undefined){
const err2 = {instancePath:instancePath+"/fault",schemaPath:"#/properties/fault/required",keyword:"required",params:{missingProperty: "explanation"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data0.code !== undefined){
if(typeof data0.code !== "string"){
const err3 = {instancePath:instancePath+"/fault/code",schemaPath:"#/properties/fault/properties/code/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data0.explanation !== undefined){
if(typeof data0.explanation !== "string"){
const err4 = {instancePath:instancePath+"/fault/explanation",schemaPath:"#/properties/fault/properties/explanation/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data0.about !== undefined){
let data3 = data0.about;
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
if(data3.message !== undefined){
if(typeof data3.message !== "string"){
const err5 = {instancePath:instancePath+"/fault/about/message",schemaPath:"#/properties/fault/properties/about/properties/message/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data3.credential !== undefined){
let data5 = data3.credential;
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
if(data5.id === undefined){
const err6 = {instancePath:instancePath+"/fault/about/credential",schemaPath:"#/properties/fault/properties/about/properties/credential/required",keyword:"required",params:{missingProperty: "id"}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(data5.id !== undefined){
let data6 = data5.id;
if(typeof data6 === "string"){
if(isShorterThan(data6, 1)){
const err7 = {instancePath:instancePath+"/fault/about/credential/id",schemaPath:"#/properties/fault/properties/about/properties/credential/properties/id/minLength",keyword:"minLength",params:{limit: 1}};
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
const err8 = {instancePath:instancePath+"/fault/about/credential/id",schemaPath:"#/properties/fault/properties/about/properties/credential/properties/id/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data5.issuer !== undefined){
if(typeof data5.issuer !== "string"){
const err9 = {instancePath:instancePath+"/fault/about/credential/issuer",schemaPath:"#/properties/fault/properties/about/properties/credential/properties/issuer/type",keyword:"type",params:{type: "string"}};
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
const err10 = {instancePath:instancePath+"/fault/about/credential",schemaPath:"#/properties/fault/properties/about/properties/credential/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data3.delivery !== undefined){
let data8 = data3.delivery;
if(data8 && typeof data8 == "object" && !Array.isArray(data8)){
if(data8.id === undefined){
const err11 = {instancePath:instancePath+"/fault/about/delivery",schemaPath:"#/properties/fault/properties/about/properties/delivery/required",keyword:"required",params:{missingProperty: "id"}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if(data8.id !== undefined){
let data9 = data8.id;
if(typeof data9 === "string"){
if(isShorterThan(data9, 1)){
const err12 = {instancePath:instancePath+"/fault/about/delivery/id",schemaPath:"#/properties/fault/properties/about/properties/delivery/properties/id/minLength",keyword:"minLength",params:{limit: 1}};
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
const err13 = {instancePath:instancePath+"/fault/about/delivery/id",schemaPath:"#/properties/fault/properties/about/properties/delivery/properties/id/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data8.issuer !== undefined){
if(typeof data8.issuer !== "string"){
const err14 = {instancePath:instancePath+"/fault/about/delivery/issuer",schemaPath:"#/properties/fault/properties/about/properties/delivery/properties/issuer/type",keyword:"type",params:{type: "string"}};
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
const err15 = {instancePath:instancePath+"/fault/about/delivery",schemaPath:"#/properties/fault/properties/about/properties/delivery/type",keyword:"type",params:{type: "object"}};
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
const err16 = {instancePath:instancePath+"/fault/about",schemaPath:"#/properties/fault/properties/about/type",keyword:"type",params:{type: "object"}};
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
const err17 = {instancePath:instancePath+"/fault",schemaPath:"#/properties/fault/type",keyword:"type",params:{type: "object"}};
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
validate21.errors = vErrors;
return errors === 0;
}
validate21.evaluated = {"props":{"fault":true},"dynamicProps":false,"dynamicItems":false};
