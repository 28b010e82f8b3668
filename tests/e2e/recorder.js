// AudioWorklet: hands over what it hears in blocks, each with its start on the context's clock.
class Recorder extends AudioWorkletProcessor {
  constructor({ processorOptions }) {
    super()
    this.samples = new Float32Array(Math.round(processorOptions.block * sampleRate))
    this.filled = 0
    this.at = 0
  }

  process([[channel]]) {
    const quantum = channel ?? new Float32Array(128)
    for (let i = 0; i < quantum.length; i++) {
      if (this.filled === 0) this.at = currentTime + i / sampleRate
      this.samples[this.filled++] = quantum[i]
      if (this.filled === this.samples.length) this.send()
    }
    return true
  }

  send() {
    const energy = this.samples.reduce((sum, sample) => sum + sample * sample, 0)
    const level = Math.sqrt(energy / this.samples.length)
    this.port.postMessage({ at: this.at, samples: this.samples.slice(), level })
    this.filled = 0
  }
}

registerProcessor('recorder', Recorder)
