/**
 * What sensors measured and what inputs and outputs were, for years, on the board itself: steps of
 * rising length with their minimum, mean and maximum, and each change with its cause.
 *
 * <p>Below {@code <state>/history} one journal ({@link meetpost.journal.Journal}) for each length
 * of step, and one for changes:
 *
 * <pre>
 * steps-10/  steps-60/  steps-900/  steps-3600/  changes/
 *
 * block:    version (1)  boot (4)  offset  first  length  …     whole numbers below are varints, signed ones zigzag
 * of steps: for each series: id (8)  length of what follows in bytes  decimals (1)  rows
 * row:      count · 4 + exact · 2 + single  step minus the one before  min minus the one before  max - min  mean - min
 *           exact: 8 bytes for each number instead; single: one number
 * of changes: for each: kind (1)  time minus first  name  state  text    (length, UTF-8)
 *
 * boot, offset: what the calendar said minus the ticks, in ms: what it jumps by later in the same boot was missing before
 * first, length: what the block covers, in ms by that calendar
 * id: FNV-1a, 64 bits, of sensor, a zero byte, quantity (Dutch)
 * </pre>
 *
 * A block needs no other one, and no step of a longer length is written before shorter ones have
 * what it is made of: what is lost with a damaged block, or with a kill, is that block.
 */
package meetpost.agent.history;
