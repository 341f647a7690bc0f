/**
 * A crash-safe append-only log of records, each a non-empty array of bytes.
 *
 * <h2>Writing</h2>
 *
 * {@link meetpost.journal.Journal#append} costs memory only. {@link meetpost.journal.Journal#write}
 * hands all that was appended to the operating system in one batch: from then on it survives {@code
 * kill -9}. {@link meetpost.journal.Journal#sync} does that too and waits for the medium: from then
 * on it survives a power cut. A batch is never split over two segments. When the disk is full or
 * read-only the two throw, what was appended stays pending, and the next call tries again.
 *
 * <h2>Reading</h2>
 *
 * {@link meetpost.journal.Journal#replay} gives the records of the snapshot, if there is one, and
 * then those that were appended since, in order. It recovers from whatever it finds: a record that
 * was cut short or changed is left out and counted, what comes before it and after it is kept.
 * Where what leads a record is damaged the next one is found by the mark of its file. A record that
 * was never appended is never given: each has a CRC-32C over its place, its length and its bytes.
 *
 * <p>A file that was found damaged is not deleted when it is replaced: it goes to the directory
 * {@code damaged}, which has the newest eight of at most 32 MB together.
 *
 * <h2>Two ways to stay small</h2>
 *
 * <ul>
 *   <li>State that is rebuilt from operations: {@link meetpost.journal.Journal#snapshot} once the
 *       log has grown. Committing it deletes all that it replaces.
 *   <li>A queue: {@link meetpost.journal.Journal#segments}, {@link meetpost.journal.Journal#read},
 *       {@link meetpost.journal.Journal#rewrite} and {@link meetpost.journal.Journal#delete} of the
 *       oldest segments.
 * </ul>
 *
 * <h2>On the disk</h2>
 *
 * <pre>
 * 000000000000002a.snapshot   replaces every segment below 2a; ends with a frame of length 0
 * 000000000000002a.log        appended since, then 2b, 2c …; a new one after each start
 * 000000000000002f.new        unfinished, deleted at the next start
 *
 * damaged/000000000000002a.log
 *
 * frame:  mark  index  length  CRC of the head  CRC of the bytes  bytes     (4 bytes each, big endian)
 * mark:   drawn for each file, not 0
 * index:  how many frames lie before it in its file
 * CRC of the head (CRC-32C):  number of the file (8; complemented in a snapshot)  offset of the frame (8)  mark  index  length
 * CRC of the bytes (CRC-32C): number of the file (8)  offset of the frame (8)  CRC of the head  bytes
 * in a snapshot a frame that fits a page of 4 KB lies on one; zeros before it
 *
 * until the end of November 2026:  length  CRC-32C of number, offset, length, bytes;  bytes
 * </pre>
 */
package meetpost.journal;
