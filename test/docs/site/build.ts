// `npm run docs`: writes the documentation as a site to .tmp/site, from the pages of this repository and from the
// declarations of the build. Open .tmp/site/index.html: no server is needed.
import { buildSite } from "./build-site.ts";

const { pages, broken } = buildSite(new URL("../../../.tmp/site/", import.meta.url));
for (const link of broken) console.error(link);
console.log(`${pages} pages in .tmp/site, ${broken.length} broken links`);
if (broken.length > 0) process.exitCode = 1;
