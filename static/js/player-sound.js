// What is heard and felt of a practice: a bell and a short vibration when a step is over, and the step
// read aloud. Each has a switch, which begins as the page says and is remembered by the page only.
const isOn = (button) => button?.getAttribute("aria-pressed") === "true" && !button.hidden;

const PARTIALS = [
  // hertz, loudness, seconds until it has died away: a small bowl
  [396, 0.22, 4],
  [1071, 0.07, 2.4],
  [1985, 0.02, 1.2],
];
const LONG = 180; // milliseconds of a vibration
const CALM = 0.88; // speed of the voice

const ring = (sound) => {
  const now = sound.currentTime;
  for (const [hertz, loud, seconds] of PARTIALS) {
    const tone = new OscillatorNode(sound, { frequency: hertz });
    const volume = new GainNode(sound, { gain: 0 });
    volume.gain.setValueAtTime(0, now);
    volume.gain.linearRampToValueAtTime(loud, now + 0.01);
    volume.gain.exponentialRampToValueAtTime(0.0001, now + seconds);
    tone.connect(volume).connect(sound.destination);
    tone.start(now);
    tone.stop(now + seconds);
  }
};

export const start = (player, signal) => {
  const bell = player.querySelector("[data-bell]");
  const vibrate = player.querySelector("[data-vibrate]");
  const voice = player.querySelector("[data-voice]");
  let sound = null;
  let screen = null;

  const wake = () => {
    if (!isOn(bell)) return;
    sound ??= new AudioContext(); // made by a touch, or the browser would not let it ring
    if (sound.state === "suspended") sound.resume();
  };

  // Only a voice of the device itself: others would send the words of the step to somebody's server.
  const ownVoice = () => {
    const wanted = voice.dataset.voice.split("-")[0].toLowerCase();
    const fits = (one) => one.localService && one.lang.toLowerCase().split(/[-_]/)[0] === wanted;
    return speechSynthesis.getVoices().find(fits);
  };

  const hush = () => {
    if (voice && "speechSynthesis" in window) speechSynthesis.cancel();
  };

  const say = () => {
    hush();
    if (!isOn(voice) || !screen) return;
    const said = screen.querySelectorAll("h2, .player-text, .player-own");
    const words = new SpeechSynthesisUtterance([...said].map((one) => one.innerText).join(".\n"));
    Object.assign(words, { voice: ownVoice(), lang: voice.dataset.voice, rate: CALM });
    speechSynthesis.speak(words);
  };

  player.addEventListener("play:begin", wake);
  player.addEventListener("play:step", ({ detail }) => {
    screen = detail;
    say();
  });
  player.addEventListener("play:signal", () => {
    if (isOn(bell) && sound) ring(sound);
    if (isOn(vibrate)) navigator.vibrate(LONG);
  });
  for (const name of ["rest", "end", "quit"]) player.addEventListener(`play:${name}`, hush);
  addEventListener("pagehide", hush, { signal });
  signal.addEventListener("abort", hush);

  const click = ({ target }) => {
    if (target.closest("[data-bell]")) wake();
    if (target.closest("[data-voice]")) say();
  };
  document.addEventListener("click", click, { signal });

  if (vibrate) vibrate.hidden = !("vibrate" in navigator && matchMedia("(any-pointer: coarse)").matches);
  if (voice && "speechSynthesis" in window) {
    const offer = () => (voice.hidden = !ownVoice());
    offer();
    speechSynthesis.addEventListener("voiceschanged", offer, { signal });
  }
};
