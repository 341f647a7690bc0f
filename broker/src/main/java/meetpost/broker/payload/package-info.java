/** Payloads that are too large for the memory of a small board: each lives in a file of its own. */
package meetpost.broker.payload;
