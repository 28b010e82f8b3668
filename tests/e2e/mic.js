// Runs in every page before the app's own code. The microphone becomes a bus that the test plays
// into, and every voice that arrives by WebRTC is recorded. Both use one AudioContext, so that
// "the caller stopped" and "the agent began" are read off the same clock (seconds).
(() => {
  const BLOCK = 0.01 // seconds of one loudness value
  const LOUD = 0.01 // root mean square above which a block counts as voice
  const ONSET = 3 // loud blocks in a row that make an onset

  let context
  let microphone

  function audio() {
    if (context) return context
    context = new AudioContext({ sampleRate: 48000 })
    microphone = context.createMediaStreamDestination()
    const idle = context.createConstantSource() // keeps frames flowing between utterances
    const silent = context.createGain()
    silent.gain.value = 0
    idle.connect(silent).connect(microphone)
    idle.start()
    return context
  }

  // ---- the microphone --------------------------------------------------------------------------

  const DEVICE = { deviceId: 'test-mic', groupId: 'test', kind: 'audioinput', label: 'Test microphone' }
  const devices = navigator.mediaDevices

  function named(track) {
    const settings = track.getSettings.bind(track)
    track.getSettings = () => ({ ...settings(), deviceId: DEVICE.deviceId, groupId: DEVICE.groupId })
    Object.defineProperty(track, 'label', { value: DEVICE.label })
    return track
  }

  if (devices) {
    devices.getUserMedia = async () => {
      if (mic.deny) throw new DOMException('Permission denied', mic.deny)
      await audio().resume()
      return new MediaStream(microphone.stream.getAudioTracks().map((track) => named(track.clone())))
    }
    devices.enumerateDevices = async () =>
      mic.deny === 'NotFoundError' ? [] : [{ ...DEVICE, toJSON: () => DEVICE }]
  }

  const decoded = new Map()

  async function decode(base64) {
    if (!decoded.has(base64)) {
      const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))
      decoded.set(base64, await audio().decodeAudioData(bytes.buffer))
    }
    return decoded.get(base64)
  }

  const mic = {
    deny: null, // the DOMException name with which getUserMedia fails

    /** Plays a WAV into the microphone; resolves when it has ended, to its start and end. */
    async say(base64) {
      const buffer = await decode(base64)
      await audio().resume()
      const source = audio().createBufferSource()
      source.buffer = buffer
      source.connect(microphone)
      const start = audio().currentTime + 0.02
      const ended = new Promise((resolve) => {
        source.onended = resolve
      })
      source.start(start)
      await ended
      return { start, end: start + buffer.duration }
    },
  }

  // ---- the agent's voice -----------------------------------------------------------------------

  const chunks = [] // {at, samples}: what was heard, in order
  const levels = [] // {at, level}: one a block

  function heard({ at, samples, level }) {
    chunks.push({ at, samples })
    levels.push({ at, level })
  }

  let ears // RECORDER, put in front by the test, is the source of recorder.js; null: no ears

  async function recorder() {
    const source = new Blob([RECORDER], { type: 'text/javascript' })
    await audio().audioWorklet.addModule(URL.createObjectURL(source))
    const node = new AudioWorkletNode(audio(), 'recorder', { processorOptions: { block: BLOCK } })
    node.port.onmessage = ({ data }) => heard(data)
    node.connect(audio().destination)
    return node
  }

  // One recorder hears all tracks mixed: a connection has more of them than the one that speaks
  async function record(track) {
    ears ??= recorder()
    audio().createMediaStreamSource(new MediaStream([track])).connect(await ears)
    await audio().resume()
  }

  const Connection = window.RTCPeerConnection
  window.RTCPeerConnection = class extends Connection {
    constructor(...given) {
      super(...given)
      this.addEventListener('track', ({ track }) => RECORDER && track.kind === 'audio' && record(track))
    }
  }

  /** Base64 of 16-bit samples. */
  function encoded(blocks) {
    const pcm = new Int16Array(blocks.reduce((sum, { length }) => sum + length, 0))
    let filled = 0
    for (const block of blocks) {
      for (const sample of block) pcm[filled++] = Math.max(-1, Math.min(1, sample)) * 32767
    }
    const bytes = new Uint8Array(pcm.buffer)
    let text = ''
    for (let i = 0; i < bytes.length; i += 32768) text += String.fromCharCode(...bytes.subarray(i, i + 32768))
    return btoa(text)
  }

  const ear = {
    now: () => context?.currentTime ?? 0,

    /** When the agent's voice began at or after `from`; null when it has not. */
    onset(from) {
      let run = 0
      for (const { at, level } of levels) {
        if (at < from) continue
        run = level > LOUD ? run + 1 : 0
        if (run === ONSET) return at - (ONSET - 1) * BLOCK
      }
      return null
    },

    /** Seconds since the agent was last heard; Infinity if never. */
    quiet() {
      const last = levels.findLast(({ level }) => level > LOUD)
      return last ? this.now() - last.at : Infinity
    },

    /** What was heard between two instants: base64 of 16-bit mono samples at 48 kHz. */
    pcm(from, to) {
      const wanted = chunks.filter(({ at }) => at >= from && at < to)
      return encoded(wanted.map(({ samples }) => samples))
    },
  }

  window.ringbookTest = { mic, ear }
})()
