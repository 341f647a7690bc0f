// The time of the board: that of this browser, or in a simulation one that runs faster.

export class Clock {
  #speed = 1;
  #since = Date.now() / 1000;
  #base = this.#since;

  /** Seconds since 1970. */
  now() {
    return this.#base + (Date.now() / 1000 - this.#since) * this.#speed;
  }

  /** From now on a second here is so many there. */
  runs(speed) {
    this.#base = this.now();
    this.#since = Date.now() / 1000;
    this.#speed = speed;
  }
}
