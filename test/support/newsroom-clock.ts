import { setNewsroomZone } from "../../src/time.ts";

/** Before each file: the clock is the process's, and a file before may have played a newsroom elsewhere. */
setNewsroomZone("Asia/Jakarta");
