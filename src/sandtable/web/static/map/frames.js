// When a map draws. Invariant: a day that is put on it appears in one frame, not source by source, and no frame waits longer than
// PATIENCE: each frame costs a browser without a graphics card some tenths of a second.

const PATIENCE = 500; // milliseconds

export class Frames {
  constructor(map) {
    this.map = map;
    this.awaited = new Set();
    map.on("data", () => { if (this.held && this.loaded()) this.go(); });
  }

  loaded() { return [...this.awaited].every((name) => this.map.isSourceLoaded(name)); }

  /** Draw nothing until these sources have what they were given. */
  wait(names) {
    for (const name of names) this.awaited.add(name);
    if (this.held || !names.length || this.map.isMoving()) return;
    this.held = setTimeout(() => this.go(), PATIENCE);
    this.map.triggerRepaint = () => {}; // hides the method that asks for a frame
  }

  stop() {
    clearTimeout(this.held);
    this.held = 0;
  }

  go() {
    this.stop();
    this.awaited.clear();
    delete this.map.triggerRepaint;
    this.map.triggerRepaint();
  }
}
