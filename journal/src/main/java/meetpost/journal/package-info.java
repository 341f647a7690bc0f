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
 * was cut short or changed is left out and counted, what comes before it is always kept, what comes
 * after it too as long as its length was not what changed. A record that was never appended is
 * never given: each has a CRC-32C over its place, its length and its bytes.
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
 * frame:  length (4 bytes, big endian)  CRC-32C (4)  bytes
 * CRC of: number of the file (8; complemented in a snapshot)  offset of the frame (8)  length (4)  bytes
 * </pre>
 */
package meetpost.journal;
