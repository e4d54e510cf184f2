// Generated from test/support/contracts/vendor-a/asyncapi.yaml (sha256 6c236b6a0f8ad6a53977cedb444db2698fcdad6a766ed3138579a3c73b73ae30).
// Do not edit: change the source and run `npm run generate`.

// @ts-nocheck: compiled by Ajv; its types are those of the message beside it.
import { type Check, isLongerThan, isShorterThan } from "../../../../../../src/validation/index.ts";

export const strict: Check = validate20;
const schema31 = {"type":"object","properties":{"organisationId":{"type":"string"},"shipmentRef":{"type":"string","minLength":1,"maxLength":64},"receiver":{"type":"object","properties":{"person":{"type":"string"},"company":{"type":"string"},"lines":{"type":"array","items":{"type":"string"},"maxItems":6}},"additionalProperties":false},"card":{"type":"object","properties":{"cardRef":{"type":"string","minLength":1,"maxLength":64},"design":{"type":"string"},"texts":{"type":"object","additionalProperties":{"type":"string"}},"readouts":{"type":"array","items":{"type":"string"}}},"required":["cardRef"],"additionalProperties":false},"accessories":{"type":"array","items":{"type":"object","properties":{"lineRef":{"type":"string","minLength":1,"maxLength":64},"article":{"type":"string"},"pieces":{"type":"integer","minimum":1,"maximum":100000}},"required":["lineRef","pieces"],"additionalProperties":false}},"priority":{"type":"string","enum":["NORMAL","EXPRESS"]}},"required":["organisationId","shipmentRef","receiver","card"],"additionalProperties":false};

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
if(data.shipmentRef === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "shipmentRef"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.receiver === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "receiver"}};
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
if(!((((((key0 === "organisationId") || (key0 === "shipmentRef")) || (key0 === "receiver")) || (key0 === "card")) || (key0 === "accessories")) || (key0 === "priority"))){
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
if(typeof data.organisationId !== "string"){
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
if(data.shipmentRef !== undefined){
let data1 = data.shipmentRef;
if(typeof data1 === "string"){
if(isLongerThan(data1, 64)){
const err6 = {instancePath:instancePath+"/shipmentRef",schemaPath:"#/properties/shipmentRef/maxLength",keyword:"maxLength",params:{limit: 64}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(isShorterThan(data1, 1)){
const err7 = {instancePath:instancePath+"/shipmentRef",schemaPath:"#/properties/shipmentRef/minLength",keyword:"minLength",params:{limit: 1}};
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
const err8 = {instancePath:instancePath+"/shipmentRef",schemaPath:"#/properties/shipmentRef/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.receiver !== undefined){
let data2 = data.receiver;
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
for(const key1 in data2){
if(!(((key1 === "person") || (key1 === "company")) || (key1 === "lines"))){
const err9 = {instancePath:instancePath+"/receiver",schemaPath:"#/properties/receiver/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data2.person !== undefined){
if(typeof data2.person !== "string"){
const err10 = {instancePath:instancePath+"/receiver/person",schemaPath:"#/properties/receiver/properties/person/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data2.company !== undefined){
if(typeof data2.company !== "string"){
const err11 = {instancePath:instancePath+"/receiver/company",schemaPath:"#/properties/receiver/properties/company/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data2.lines !== undefined){
let data5 = data2.lines;
if(Array.isArray(data5)){
if(data5.length > 6){
const err12 = {instancePath:instancePath+"/receiver/lines",schemaPath:"#/properties/receiver/properties/lines/maxItems",keyword:"maxItems",params:{limit: 6}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
const len0 = data5.length;
for(let i0=0; i0<len0; i0++){
if(typeof data5[i0] !== "string"){
const err13 = {instancePath:instancePath+"/receiver/lines/" + i0,schemaPath:"#/properties/receiver/properties/lines/items/type",keyword:"type",params:{type: "string"}};
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
const err14 = {instancePath:instancePath+"/receiver/lines",schemaPath:"#/properties/receiver/properties/lines/type",keyword:"type",params:{type: "array"}};
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
const err15 = {instancePath:instancePath+"/receiver",schemaPath:"#/properties/receiver/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data.card !== undefined){
let data7 = data.card;
if(data7 && typeof data7 == "object" && !Array.isArray(data7)){
if(data7.cardRef === undefined){
const err16 = {instancePath:instancePath+"/card",schemaPath:"#/properties/card/required",keyword:"required",params:{missingProperty: "cardRef"}};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
for(const key2 in data7){
if(!((((key2 === "cardRef") || (key2 === "design")) || (key2 === "texts")) || (key2 === "readouts"))){
const err17 = {instancePath:instancePath+"/card",schemaPath:"#/properties/card/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2}};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data7.cardRef !== undefined){
let data8 = data7.cardRef;
if(typeof data8 === "string"){
if(isLongerThan(data8, 64)){
const err18 = {instancePath:instancePath+"/card/cardRef",schemaPath:"#/properties/card/properties/cardRef/maxLength",keyword:"maxLength",params:{limit: 64}};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
if(isShorterThan(data8, 1)){
const err19 = {instancePath:instancePath+"/card/cardRef",schemaPath:"#/properties/card/properties/cardRef/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
else {
const err20 = {instancePath:instancePath+"/card/cardRef",schemaPath:"#/properties/card/properties/cardRef/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data7.design !== undefined){
if(typeof data7.design !== "string"){
const err21 = {instancePath:instancePath+"/card/design",schemaPath:"#/properties/card/properties/design/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data7.texts !== undefined){
let data10 = data7.texts;
if(data10 && typeof data10 == "object" && !Array.isArray(data10)){
for(const key3 in data10){
if(typeof data10[key3] !== "string"){
const err22 = {instancePath:instancePath+"/card/texts/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/card/properties/texts/additionalProperties/type",keyword:"type",params:{type: "string"}};
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
const err23 = {instancePath:instancePath+"/card/texts",schemaPath:"#/properties/card/properties/texts/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
if(data7.readouts !== undefined){
let data12 = data7.readouts;
if(Array.isArray(data12)){
const len1 = data12.length;
for(let i1=0; i1<len1; i1++){
if(typeof data12[i1] !== "string"){
const err24 = {instancePath:instancePath+"/card/readouts/" + i1,schemaPath:"#/properties/card/properties/readouts/items/type",keyword:"type",params:{type: "string"}};
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
const err25 = {instancePath:instancePath+"/card/readouts",schemaPath:"#/properties/card/properties/readouts/type",keyword:"type",params:{type: "array"}};
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
const err26 = {instancePath:instancePath+"/card",schemaPath:"#/properties/card/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
if(data.accessories !== undefined){
let data14 = data.accessories;
if(Array.isArray(data14)){
const len2 = data14.length;
for(let i2=0; i2<len2; i2++){
let data15 = data14[i2];
if(data15 && typeof data15 == "object" && !Array.isArray(data15)){
if(data15.lineRef === undefined){
const err27 = {instancePath:instancePath+"/accessories/" + i2,schemaPath:"#/properties/accessories/items/required",keyword:"required",params:{missingProperty: "lineRef"}};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
if(data15.pieces === undefined){
const err28 = {instancePath:instancePath+"/accessories/" + i2,schemaPath:"#/properties/accessories/items/required",keyword:"required",params:{missingProperty: "pieces"}};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
for(const key4 in data15){
if(!(((key4 === "lineRef") || (key4 === "article")) || (key4 === "pieces"))){
const err29 = {instancePath:instancePath+"/accessories/" + i2,schemaPath:"#/properties/accessories/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4}};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
if(data15.lineRef !== undefined){
let data16 = data15.lineRef;
if(typeof data16 === "string"){
if(isLongerThan(data16, 64)){
const err30 = {instancePath:instancePath+"/accessories/" + i2+"/lineRef",schemaPath:"#/properties/accessories/items/properties/lineRef/maxLength",keyword:"maxLength",params:{limit: 64}};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
if(isShorterThan(data16, 1)){
const err31 = {instancePath:instancePath+"/accessories/" + i2+"/lineRef",schemaPath:"#/properties/accessories/items/properties/lineRef/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
else {
const err32 = {instancePath:instancePath+"/accessories/" + i2+"/lineRef",schemaPath:"#/properties/accessories/items/properties/lineRef/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
if(data15.article !== undefined){
if(typeof data15.article !== "string"){
const err33 = {instancePath:instancePath+"/accessories/" + i2+"/article",schemaPath:"#/properties/accessories/items/properties/article/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
if(data15.pieces !== undefined){
let data18 = data15.pieces;
if(!(((typeof data18 == "number") && (!(data18 % 1) && !isNaN(data18))) && (isFinite(data18)))){
const err34 = {instancePath:instancePath+"/accessories/" + i2+"/pieces",schemaPath:"#/properties/accessories/items/properties/pieces/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
if((typeof data18 == "number") && (isFinite(data18))){
if(data18 > 100000 || isNaN(data18)){
const err35 = {instancePath:instancePath+"/accessories/" + i2+"/pieces",schemaPath:"#/properties/accessories/items/properties/pieces/maximum",keyword:"maximum",params:{comparison: "<=", limit: 100000}};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
if(data18 < 1 || isNaN(data18)){
const err36 = {instancePath:instancePath+"/accessories/" + i2+"/pieces",schemaPath:"#/properties/accessories/items/properties/pieces/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
}
}
else {
const err37 = {instancePath:instancePath+"/accessories/" + i2,schemaPath:"#/properties/accessories/items/type",keyword:"type",params:{type: "object"}};
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
const err38 = {instancePath:instancePath+"/accessories",schemaPath:"#/properties/accessories/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
if(data.priority !== undefined){
let data19 = data.priority;
if(typeof data19 !== "string"){
const err39 = {instancePath:instancePath+"/priority",schemaPath:"#/properties/priority/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
if(!((data19 === "NORMAL") || (data19 === "EXPRESS"))){
const err40 = {instancePath:instancePath+"/priority",schemaPath:"#/properties/priority/enum",keyword:"enum",params:{allowedValues: schema31.properties.priority.enum}};
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
const err41 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
validate20.errors = vErrors;
return errors === 0;
}
validate20.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const tolerant: Check = validate21;
const schema32 = {"type":"object","properties":{"organisationId":{"type":"string"},"shipmentRef":{"type":"string","minLength":1,"maxLength":64},"receiver":{"type":"object","properties":{"person":{"type":"string"},"company":{"type":"string"},"lines":{"type":"array","items":{"type":"string"},"maxItems":6}}},"card":{"type":"object","properties":{"cardRef":{"type":"string","minLength":1,"maxLength":64},"design":{"type":"string"},"texts":{"type":"object","additionalProperties":{"type":"string"}},"readouts":{"type":"array","items":{"type":"string"}}},"required":["cardRef"]},"accessories":{"type":"array","items":{"type":"object","properties":{"lineRef":{"type":"string","minLength":1,"maxLength":64},"article":{"type":"string"},"pieces":{"type":"integer","minimum":1,"maximum":100000}},"required":["lineRef","pieces"]}},"priority":{"type":"string"}},"required":["organisationId","shipmentRef","receiver","card"]};

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
if(data.shipmentRef === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "shipmentRef"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.receiver === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "receiver"}};
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
if(typeof data.organisationId !== "string"){
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
if(data.shipmentRef !== undefined){
let data1 = data.shipmentRef;
if(typeof data1 === "string"){
if(isLongerThan(data1, 64)){
const err5 = {instancePath:instancePath+"/shipmentRef",schemaPath:"#/properties/shipmentRef/maxLength",keyword:"maxLength",params:{limit: 64}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(isShorterThan(data1, 1)){
const err6 = {instancePath:instancePath+"/shipmentRef",schemaPath:"#/properties/shipmentRef/minLength",keyword:"minLength",params:{limit: 1}};
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
const err7 = {instancePath:instancePath+"/shipmentRef",schemaPath:"#/properties/shipmentRef/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.receiver !== undefined){
let data2 = data.receiver;
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
if(data2.person !== undefined){
if(typeof data2.person !== "string"){
const err8 = {instancePath:instancePath+"/receiver/person",schemaPath:"#/properties/receiver/properties/person/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data2.company !== undefined){
if(typeof data2.company !== "string"){
const err9 = {instancePath:instancePath+"/receiver/company",schemaPath:"#/properties/receiver/properties/company/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data2.lines !== undefined){
let data5 = data2.lines;
if(Array.isArray(data5)){
if(data5.length > 6){
const err10 = {instancePath:instancePath+"/receiver/lines",schemaPath:"#/properties/receiver/properties/lines/maxItems",keyword:"maxItems",params:{limit: 6}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
const len0 = data5.length;
for(let i0=0; i0<len0; i0++){
if(typeof data5[i0] !== "string"){
const err11 = {instancePath:instancePath+"/receiver/lines/" + i0,schemaPath:"#/properties/receiver/properties/lines/items/type",keyword:"type",params:{type: "string"}};
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
const err12 = {instancePath:instancePath+"/receiver/lines",schemaPath:"#/properties/receiver/properties/lines/type",keyword:"type",params:{type: "array"}};
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
const err13 = {instancePath:instancePath+"/receiver",schemaPath:"#/properties/receiver/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data.card !== undefined){
let data7 = data.card;
if(data7 && typeof data7 == "object" && !Array.isArray(data7)){
if(data7.cardRef === undefined){
const err14 = {instancePath:instancePath+"/card",schemaPath:"#/properties/card/required",keyword:"required",params:{missingProperty: "cardRef"}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if(data7.cardRef !== undefined){
let data8 = data7.cardRef;
if(typeof data8 === "string"){
if(isLongerThan(data8, 64)){
const err15 = {instancePath:instancePath+"/card/cardRef",schemaPath:"#/properties/card/properties/cardRef/maxLength",keyword:"maxLength",params:{limit: 64}};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if(isShorterThan(data8, 1)){
const err16 = {instancePath:instancePath+"/card/cardRef",schemaPath:"#/properties/card/properties/cardRef/minLength",keyword:"minLength",params:{limit: 1}};
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
const err17 = {instancePath:instancePath+"/card/cardRef",schemaPath:"#/properties/card/properties/cardRef/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data7.design !== undefined){
if(typeof data7.design !== "string"){
const err18 = {instancePath:instancePath+"/card/design",schemaPath:"#/properties/card/properties/design/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data7.texts !== undefined){
let data10 = data7.texts;
if(data10 && typeof data10 == "object" && !Array.isArray(data10)){
for(const key0 in data10){
if(typeof data10[key0] !== "string"){
const err19 = {instancePath:instancePath+"/card/texts/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/card/properties/texts/additionalProperties/type",keyword:"type",params:{type: "string"}};
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
const err20 = {instancePath:instancePath+"/card/texts",schemaPath:"#/properties/card/properties/texts/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data7.readouts !== undefined){
let data12 = data7.readouts;
if(Array.isArray(data12)){
const len1 = data12.length;
for(let i1=0; i1<len1; i1++){
if(typeof data12[i1] !== "string"){
const err21 = {instancePath:instancePath+"/card/readouts/" + i1,schemaPath:"#/properties/card/properties/readouts/items/type",keyword:"type",params:{type: "string"}};
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
const err22 = {instancePath:instancePath+"/card/readouts",schemaPath:"#/properties/card/properties/readouts/type",keyword:"type",params:{type: "array"}};
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
const err23 = {instancePath:instancePath+"/card",schemaPath:"#/properties/card/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
if(data.accessories !== undefined){
let data14 = data.accessories;
if(Array.isArray(data14)){
const len2 = data14.length;
for(let i2=0; i2<len2; i2++){
let data15 = data14[i2];
if(data15 && typeof data15 == "object" && !Array.isArray(data15)){
if(data15.lineRef === undefined){
const err24 = {instancePath:instancePath+"/accessories/" + i2,schemaPath:"#/properties/accessories/items/required",keyword:"required",params:{missingProperty: "lineRef"}};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
if(data15.pieces === undefined){
const err25 = {instancePath:instancePath+"/accessories/" + i2,schemaPath:"#/properties/accessories/items/required",keyword:"required",params:{missingProperty: "pieces"}};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
if(data15.lineRef !== undefined){
let data16 = data15.lineRef;
if(typeof data16 === "string"){
if(isLongerThan(data16, 64)){
const err26 = {instancePath:instancePath+"/accessories/" + i2+"/lineRef",schemaPath:"#/properties/accessories/items/properties/lineRef/maxLength",keyword:"maxLength",params:{limit: 64}};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
if(isShorterThan(data16, 1)){
const err27 = {instancePath:instancePath+"/accessories/" + i2+"/lineRef",schemaPath:"#/properties/accessories/items/properties/lineRef/minLength",keyword:"minLength",params:{limit: 1}};
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
const err28 = {instancePath:instancePath+"/accessories/" + i2+"/lineRef",schemaPath:"#/properties/accessories/items/properties/lineRef/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
if(data15.article !== undefined){
if(typeof data15.article !== "string"){
const err29 = {instancePath:instancePath+"/accessories/" + i2+"/article",schemaPath:"#/properties/accessories/items/properties/article/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
if(data15.pieces !== undefined){
let data18 = data15.pieces;
if(!(((typeof data18 == "number") && (!(data18 % 1) && !isNaN(data18))) && (isFinite(data18)))){
const err30 = {instancePath:instancePath+"/accessories/" + i2+"/pieces",schemaPath:"#/properties/accessories/items/properties/pieces/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
if((typeof data18 == "number") && (isFinite(data18))){
if(data18 > 100000 || isNaN(data18)){
const err31 = {instancePath:instancePath+"/accessories/" + i2+"/pieces",schemaPath:"#/properties/accessories/items/properties/pieces/maximum",keyword:"maximum",params:{comparison: "<=", limit: 100000}};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
if(data18 < 1 || isNaN(data18)){
const err32 = {instancePath:instancePath+"/accessories/" + i2+"/pieces",schemaPath:"#/properties/accessories/items/properties/pieces/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}};
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
if(data.priority !== undefined){
if(typeof data.priority !== "string"){
const err35 = {instancePath:instancePath+"/priority",schemaPath:"#/properties/priority/type",keyword:"type",params:{type: "string"}};
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
const err36 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
validate21.errors = vErrors;
return errors === 0;
}
validate21.evaluated = {"props":{"organisationId":true,"shipmentRef":true,"receiver":true,"card":true,"accessories":true,"priority":true},"dynamicProps":false,"dynamicItems":false};
