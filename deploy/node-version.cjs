// Says in words that Node.js is too old. In plain old JavaScript, since an old Node.js cannot even read the service's files.
"use strict";
var needed = parseInt(require("../package.json").engines.node.replace(/^\D+/, ""), 10);
if (parseInt(process.versions.node, 10) < needed) {
  process.stderr.write(
    "Kabar Kilat needs Node.js " +
      needed +
      " or newer; this is " +
      process.versions.node +
      " (" +
      process.execPath +
      ").\nInstall it from https://nodejs.org, or use the one that npm ci brings: node_modules/.bin/node.\n",
  );
  process.exitCode = 1;
}
