/**
 * The language of formulas and rules: {@code docs/expressions.md} has its grammar. Knows nothing of
 * sensors: whoever has an expression evaluated says what its names are.
 */
package meetpost.agent.expression;
