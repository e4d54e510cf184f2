// Generated from test/support/contracts/vendor-b/asyncapi.yaml (sha256 25c2930a52d24d9550216c5effa793b66a726623794bc9fa979bdd76a5259a53).
// Do not edit: change the source and run `npm run generate`.

// @ts-nocheck: compiled by Ajv; its types are those of the message beside it.
import { type Check, isShorterThan } from "../../../../../../src/validation/index.ts";

export const strict: Check = validate20;
const schema31 = {"type":"object","properties":{"tenant":{"type":"object","properties":{"id":{"type":"string"}},"required":["id"],"additionalProperties":false},"job":{"type":"object","properties":{"delivery":{"type":"object","properties":{"id":{"type":"string"},"receiver":{"type":"object","properties":{"name":{"type":"string"},"street":{"type":"string"},"town":{"type":"string"}},"additionalProperties":false}},"required":["id"],"additionalProperties":false},"credential":{"type":"object","properties":{"identity":{"type":"object","properties":{"id":{"type":"string","minLength":1},"issuer":{"type":"string"}},"required":["id"],"additionalProperties":false},"layout":{"type":"object","properties":{"number":{"type":"integer"},"fields":{"type":"array","items":{"type":"object","properties":{"name":{"type":"string"},"value":{"type":"string"}},"required":["name","value"],"additionalProperties":false}}},"additionalProperties":false},"readBack":{"type":"array","items":{"type":"object","properties":{"name":{"type":"string"}},"required":["name"],"additionalProperties":false}}},"required":["identity"],"additionalProperties":false}},"required":["delivery","credential"],"additionalProperties":false}},"required":["tenant","job"],"additionalProperties":false};

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
if(data.job === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "job"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
for(const key0 in data){
if(!((key0 === "tenant") || (key0 === "job"))){
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
if(data.job !== undefined){
let data2 = data.job;
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
if(data2.delivery === undefined){
const err7 = {instancePath:instancePath+"/job",schemaPath:"#/properties/job/required",keyword:"required",params:{missingProperty: "delivery"}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(data2.credential === undefined){
const err8 = {instancePath:instancePath+"/job",schemaPath:"#/properties/job/required",keyword:"required",params:{missingProperty: "credential"}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
for(const key2 in data2){
if(!((key2 === "delivery") || (key2 === "credential"))){
const err9 = {instancePath:instancePath+"/job",schemaPath:"#/properties/job/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data2.delivery !== undefined){
let data3 = data2.delivery;
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
if(data3.id === undefined){
const err10 = {instancePath:instancePath+"/job/delivery",schemaPath:"#/properties/job/properties/delivery/required",keyword:"required",params:{missingProperty: "id"}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
for(const key3 in data3){
if(!((key3 === "id") || (key3 === "receiver"))){
const err11 = {instancePath:instancePath+"/job/delivery",schemaPath:"#/properties/job/properties/delivery/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3}};
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
if(typeof data3.id !== "string"){
const err12 = {instancePath:instancePath+"/job/delivery/id",schemaPath:"#/properties/job/properties/delivery/properties/id/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data3.receiver !== undefined){
let data5 = data3.receiver;
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
for(const key4 in data5){
if(!(((key4 === "name") || (key4 === "street")) || (key4 === "town"))){
const err13 = {instancePath:instancePath+"/job/delivery/receiver",schemaPath:"#/properties/job/properties/delivery/properties/receiver/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data5.name !== undefined){
if(typeof data5.name !== "string"){
const err14 = {instancePath:instancePath+"/job/delivery/receiver/name",schemaPath:"#/properties/job/properties/delivery/properties/receiver/properties/name/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data5.street !== undefined){
if(typeof data5.street !== "string"){
const err15 = {instancePath:instancePath+"/job/delivery/receiver/street",schemaPath:"#/properties/job/properties/delivery/properties/receiver/properties/street/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data5.town !== undefined){
if(typeof data5.town !== "string"){
const err16 = {instancePath:instancePath+"/job/delivery/receiver/town",schemaPath:"#/properties/job/properties/delivery/properties/receiver/properties/town/type",keyword:"type",params:{type: "string"}};
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
const err17 = {instancePath:instancePath+"/job/delivery/receiver",schemaPath:"#/properties/job/properties/delivery/properties/receiver/type",keyword:"type",params:{type: "object"}};
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
const err18 = {instancePath:instancePath+"/job/delivery",schemaPath:"#/properties/job/properties/delivery/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data2.credential !== undefined){
let data9 = data2.credential;
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
if(data9.identity === undefined){
const err19 = {instancePath:instancePath+"/job/credential",schemaPath:"#/properties/job/properties/credential/required",keyword:"required",params:{missingProperty: "identity"}};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
for(const key5 in data9){
if(!(((key5 === "identity") || (key5 === "layout")) || (key5 === "readBack"))){
const err20 = {instancePath:instancePath+"/job/credential",schemaPath:"#/properties/job/properties/credential/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5}};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data9.identity !== undefined){
let data10 = data9.identity;
if(data10 && typeof data10 == "object" && !Array.isArray(data10)){
if(data10.id === undefined){
const err21 = {instancePath:instancePath+"/job/credential/identity",schemaPath:"#/properties/job/properties/credential/properties/identity/required",keyword:"required",params:{missingProperty: "id"}};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
for(const key6 in data10){
if(!((key6 === "id") || (key6 === "issuer"))){
const err22 = {instancePath:instancePath+"/job/credential/identity",schemaPath:"#/properties/job/properties/credential/properties/identity/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key6}};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data10.id !== undefined){
let data11 = data10.id;
if(typeof data11 === "string"){
if(isShorterThan(data11, 1)){
const err23 = {instancePath:instancePath+"/job/credential/identity/id",schemaPath:"#/properties/job/properties/credential/properties/identity/properties/id/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
else {
const err24 = {instancePath:instancePath+"/job/credential/identity/id",schemaPath:"#/properties/job/properties/credential/properties/identity/properties/id/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data10.issuer !== undefined){
if(typeof data10.issuer !== "string"){
const err25 = {instancePath:instancePath+"/job/credential/identity/issuer",schemaPath:"#/properties/job/properties/credential/properties/identity/properties/issuer/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
}
else {
const err26 = {instancePath:instancePath+"/job/credential/identity",schemaPath:"#/properties/job/properties/credential/properties/identity/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
if(data9.layout !== undefined){
let data13 = data9.layout;
if(data13 && typeof data13 == "object" && !Array.isArray(data13)){
for(const key7 in data13){
if(!((key7 === "number") || (key7 === "fields"))){
const err27 = {instancePath:instancePath+"/job/credential/layout",schemaPath:"#/properties/job/properties/credential/properties/layout/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key7}};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
if(data13.number !== undefined){
let data14 = data13.number;
if(!(((typeof data14 == "number") && (!(data14 % 1) && !isNaN(data14))) && (isFinite(data14)))){
const err28 = {instancePath:instancePath+"/job/credential/layout/number",schemaPath:"#/properties/job/properties/credential/properties/layout/properties/number/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
if(data13.fields !== undefined){
let data15 = data13.fields;
if(Array.isArray(data15)){
const len0 = data15.length;
for(let i0=0; i0<len0; i0++){
let data16 = data15[i0];
if(data16 && typeof data16 == "object" && !Array.isArray(data16)){
if(data16.name === undefined){
const err29 = {instancePath:instancePath+"/job/credential/layout/fields/" + i0,schemaPath:"#/properties/job/properties/credential/properties/layout/properties/fields/items/required",keyword:"required",params:{missingProperty: "name"}};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
if(data16.value === undefined){
const err30 = {instancePath:instancePath+"/job/credential/layout/fields/" + i0,schemaPath:"#/properties/job/properties/credential/properties/layout/properties/fields/items/required",keyword:"required",params:{missingProperty: "value"}};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
for(const key8 in data16){
if(!((key8 === "name") || (key8 === "value"))){
const err31 = {instancePath:instancePath+"/job/credential/layout/fields/" + i0,schemaPath:"#/properties/job/properties/credential/properties/layout/properties/fields/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key8}};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
if(data16.name !== undefined){
if(typeof data16.name !== "string"){
const err32 = {instancePath:instancePath+"/job/credential/layout/fields/" + i0+"/name",schemaPath:"#/properties/job/properties/credential/properties/layout/properties/fields/items/properties/name/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
if(data16.value !== undefined){
if(typeof data16.value !== "string"){
const err33 = {instancePath:instancePath+"/job/credential/layout/fields/" + i0+"/value",schemaPath:"#/properties/job/properties/credential/properties/layout/properties/fields/items/properties/value/type",keyword:"type",params:{type: "string"}};
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
const err34 = {instancePath:instancePath+"/job/credential/layout/fields/" + i0,schemaPath:"#/properties/job/properties/credential/properties/layout/properties/fields/items/type",keyword:"type",params:{type: "object"}};
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
const err35 = {instancePath:instancePath+"/job/credential/layout/fields",schemaPath:"#/properties/job/properties/credential/properties/layout/properties/fields/type",keyword:"type",params:{type: "array"}};
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
const err36 = {instancePath:instancePath+"/job/credential/layout",schemaPath:"#/properties/job/properties/credential/properties/layout/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
if(data9.readBack !== undefined){
let data19 = data9.readBack;
if(Array.isArray(data19)){
const len1 = data19.length;
for(let i1=0; i1<len1; i1++){
let data20 = data19[i1];
if(data20 && typeof data20 == "object" && !Array.isArray(data20)){
if(data20.name === undefined){
const err37 = {instancePath:instancePath+"/job/credential/readBack/" + i1,schemaPath:"#/properties/job/properties/credential/properties/readBack/items/required",keyword:"required",params:{missingProperty: "name"}};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
for(const key9 in data20){
if(!(key9 === "name")){
const err38 = {instancePath:instancePath+"/job/credential/readBack/" + i1,schemaPath:"#/properties/job/properties/credential/properties/readBack/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key9}};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
if(data20.name !== undefined){
if(typeof data20.name !== "string"){
const err39 = {instancePath:instancePath+"/job/credential/readBack/" + i1+"/name",schemaPath:"#/properties/job/properties/credential/properties/readBack/items/properties/name/type",keyword:"type",params:{type: "string"}};
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
const err40 = {instancePath:instancePath+"/job/credential/readBack/" + i1,schemaPath:"#/properties/job/properties/credential/properties/readBack/items/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
}
else {
const err41 = {instancePath:instancePath+"/job/credential/readBack",schemaPath:"#/properties/job/properties/credential/properties/readBack/type",keyword:"type",params:{type: "array"}};
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
const err42 = {instancePath:instancePath+"/job/credential",schemaPath:"#/properties/job/properties/credential/type",keyword:"type",params:{type: "object"}};
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
const err43 = {instancePath:instancePath+"/job",schemaPath:"#/properties/job/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
}
else {
const err44 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
validate20.errors = vErrors;
return errors === 0;
}
validate20.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const tolerant: Check = validate21;
const schema32 = {"type":"object","properties":{"tenant":{"type":"object","properties":{"id":{"type":"string"}},"required":["id"]},"job":{"type":"object","properties":{"delivery":{"type":"object","properties":{"id":{"type":"string"},"receiver":{"type":"object","properties":{"name":{"type":"string"},"street":{"type":"string"},"town":{"type":"string"}}}},"required":["id"]},"credential":{"type":"object","properties":{"identity":{"type":"object","properties":{"id":{"type":"string","minLength":1},"issuer":{"type":"string"}},"required":["id"]},"layout":{"type":"object","properties":{"number":{"type":"integer"},"fields":{"type":"array","items":{"type":"object","properties":{"name":{"type":"string"},"value":{"type":"string"}},"required":["name","value"]}}}},"readBack":{"type":"array","items":{"type":"object","properties":{"name":{"type":"string"}},"required":["name"]}}},"required":["identity"]}},"required":["delivery","credential"]}},"required":["tenant","job"]};

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
if(data.job === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "job"}};
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
if(data.job !== undefined){
let data2 = data.job;
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
if(data2.delivery === undefined){
const err5 = {instancePath:instancePath+"/job",schemaPath:"#/properties/job/required",keyword:"required",params:{missingProperty: "delivery"}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(data2.credential === undefined){
const err6 = {instancePath:instancePath+"/job",schemaPath:"#/properties/job/required",keyword:"required",params:{missingProperty: "credential"}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(data2.delivery !== undefined){
let data3 = data2.delivery;
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
if(data3.id === undefined){
const err7 = {instancePath:instancePath+"/job/delivery",schemaPath:"#/properties/job/properties/delivery/required",keyword:"required",params:{missingProperty: "id"}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(data3.id !== undefined){
if(typeof data3.id !== "string"){
const err8 = {instancePath:instancePath+"/job/delivery/id",schemaPath:"#/properties/job/properties/delivery/properties/id/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data3.receiver !== undefined){
let data5 = data3.receiver;
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
if(data5.name !== undefined){
if(typeof data5.name !== "string"){
const err9 = {instancePath:instancePath+"/job/delivery/receiver/name",schemaPath:"#/properties/job/properties/delivery/properties/receiver/properties/name/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data5.street !== undefined){
if(typeof data5.street !== "string"){
const err10 = {instancePath:instancePath+"/job/delivery/receiver/street",schemaPath:"#/properties/job/properties/delivery/properties/receiver/properties/street/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data5.town !== undefined){
if(typeof data5.town !== "string"){
const err11 = {instancePath:instancePath+"/job/delivery/receiver/town",schemaPath:"#/properties/job/properties/delivery/properties/receiver/properties/town/type",keyword:"type",params:{type: "string"}};
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
const err12 = {instancePath:instancePath+"/job/delivery/receiver",schemaPath:"#/properties/job/properties/delivery/properties/receiver/type",keyword:"type",params:{type: "object"}};
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
const err13 = {instancePath:instancePath+"/job/delivery",schemaPath:"#/properties/job/properties/delivery/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data2.credential !== undefined){
let data9 = data2.credential;
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
if(data9.identity === undefined){
const err14 = {instancePath:instancePath+"/job/credential",schemaPath:"#/properties/job/properties/credential/required",keyword:"required",params:{missingProperty: "identity"}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if(data9.identity !== undefined){
let data10 = data9.identity;
if(data10 && typeof data10 == "object" && !Array.isArray(data10)){
if(data10.id === undefined){
const err15 = {instancePath:instancePath+"/job/credential/identity",schemaPath:"#/properties/job/properties/credential/properties/identity/required",keyword:"required",params:{missingProperty: "id"}};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if(data10.id !== undefined){
let data11 = data10.id;
if(typeof data11 === "string"){
if(isShorterThan(data11, 1)){
const err16 = {instancePath:instancePath+"/job/credential/identity/id",schemaPath:"#/properties/job/properties/credential/properties/identity/properties/id/minLength",keyword:"minLength",params:{limit: 1}};
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
const err17 = {instancePath:instancePath+"/job/credential/identity/id",schemaPath:"#/properties/job/properties/credential/properties/identity/properties/id/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data10.issuer !== undefined){
if(typeof data10.issuer !== "string"){
const err18 = {instancePath:instancePath+"/job/credential/identity/issuer",schemaPath:"#/properties/job/properties/credential/properties/identity/properties/issuer/type",keyword:"type",params:{type: "string"}};
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
const err19 = {instancePath:instancePath+"/job/credential/identity",schemaPath:"#/properties/job/properties/credential/properties/identity/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data9.layout !== undefined){
let data13 = data9.layout;
if(data13 && typeof data13 == "object" && !Array.isArray(data13)){
if(data13.number !== undefined){
let data14 = data13.number;
if(!(((typeof data14 == "number") && (!(data14 % 1) && !isNaN(data14))) && (isFinite(data14)))){
const err20 = {instancePath:instancePath+"/job/credential/layout/number",schemaPath:"#/properties/job/properties/credential/properties/layout/properties/number/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data13.fields !== undefined){
let data15 = data13.fields;
if(Array.isArray(data15)){
const len0 = data15.length;
for(let i0=0; i0<len0; i0++){
let data16 = data15[i0];
if(data16 && typeof data16 == "object" && !Array.isArray(data16)){
if(data16.name === undefined){
const err21 = {instancePath:instancePath+"/job/credential/layout/fields/" + i0,schemaPath:"#/properties/job/properties/credential/properties/layout/properties/fields/items/required",keyword:"required",params:{missingProperty: "name"}};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
if(data16.value === undefined){
const err22 = {instancePath:instancePath+"/job/credential/layout/fields/" + i0,schemaPath:"#/properties/job/properties/credential/properties/layout/properties/fields/items/required",keyword:"required",params:{missingProperty: "value"}};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
if(data16.name !== undefined){
if(typeof data16.name !== "string"){
const err23 = {instancePath:instancePath+"/job/credential/layout/fields/" + i0+"/name",schemaPath:"#/properties/job/properties/credential/properties/layout/properties/fields/items/properties/name/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
if(data16.value !== undefined){
if(typeof data16.value !== "string"){
const err24 = {instancePath:instancePath+"/job/credential/layout/fields/" + i0+"/value",schemaPath:"#/properties/job/properties/credential/properties/layout/properties/fields/items/properties/value/type",keyword:"type",params:{type: "string"}};
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
const err25 = {instancePath:instancePath+"/job/credential/layout/fields/" + i0,schemaPath:"#/properties/job/properties/credential/properties/layout/properties/fields/items/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
}
else {
const err26 = {instancePath:instancePath+"/job/credential/layout/fields",schemaPath:"#/properties/job/properties/credential/properties/layout/properties/fields/type",keyword:"type",params:{type: "array"}};
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
const err27 = {instancePath:instancePath+"/job/credential/layout",schemaPath:"#/properties/job/properties/credential/properties/layout/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
if(data9.readBack !== undefined){
let data19 = data9.readBack;
if(Array.isArray(data19)){
const len1 = data19.length;
for(let i1=0; i1<len1; i1++){
let data20 = data19[i1];
if(data20 && typeof data20 == "object" && !Array.isArray(data20)){
if(data20.name === undefined){
const err28 = {instancePath:instancePath+"/job/credential/readBack/" + i1,schemaPath:"#/properties/job/properties/credential/properties/readBack/items/required",keyword:"required",params:{missingProperty: "name"}};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
if(data20.name !== undefined){
if(typeof data20.name !== "string"){
const err29 = {instancePath:instancePath+"/job/credential/readBack/" + i1+"/name",schemaPath:"#/properties/job/properties/credential/properties/readBack/items/properties/name/type",keyword:"type",params:{type: "string"}};
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
const err30 = {instancePath:instancePath+"/job/credential/readBack/" + i1,schemaPath:"#/properties/job/properties/credential/properties/readBack/items/type",keyword:"type",params:{type: "object"}};
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
const err31 = {instancePath:instancePath+"/job/credential/readBack",schemaPath:"#/properties/job/properties/credential/properties/readBack/type",keyword:"type",params:{type: "array"}};
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
const err32 = {instancePath:instancePath+"/job/credential",schemaPath:"#/properties/job/properties/credential/type",keyword:"type",params:{type: "object"}};
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
const err33 = {instancePath:instancePath+"/job",schemaPath:"#/properties/job/type",keyword:"type",params:{type: "object"}};
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
const err34 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
validate21.errors = vErrors;
return errors === 0;
}
validate21.evaluated = {"props":{"tenant":true,"job":true},"dynamicProps":false,"dynamicItems":false};
