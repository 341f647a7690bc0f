/**
 * The P1 port of Dutch and Belgian smart meters: telegrams, from bytes to quantities. No port is
 * opened here.
 */
package meetpost.drivers.p1;
