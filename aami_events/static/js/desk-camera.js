// Codes by camera: the browser's own reader, or, where it has none, pictures that the house reads.
const EVERY = 350, WIDTH = 800;

async function reader(frame) {
  if ("BarcodeDetector" in globalThis && (await BarcodeDetector.getSupportedFormats()).includes("qr_code")) {
    const native = new BarcodeDetector({ formats: ["qr_code"] });
    return async (video) => (await native.detect(video))[0]?.rawValue ?? null;
  }
  const canvas = document.createElement("canvas");
  return async (video) => {
    const scale = Math.min(1, WIDTH / video.videoWidth);
    canvas.width = video.videoWidth * scale;
    canvas.height = video.videoHeight * scale;
    canvas.getContext("2d").drawImage(video, 0, 0, canvas.width, canvas.height);
    const picture = await new Promise((good) => canvas.toBlob(good, "image/jpeg", 0.7));
    return frame(picture);
  };
}

/** Reads until `stop`; `found` hears each code once while it stays in the picture. */
export async function watch(video, frame, found, stop) {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment", width: { ideal: 1280 } } });
  stop.addEventListener("abort", () => stream.getTracks().forEach((track) => track.stop()));
  video.srcObject = stream;
  await video.play();
  const read = await reader(frame);
  let last = null, seen = 0;
  while (!stop.aborted) {
    const code = await read(video).catch(() => null);
    if (code && (code !== last || Date.now() - seen > 4000)) found(code);
    if (code) { last = code; seen = Date.now(); }
    await new Promise((go) => setTimeout(go, EVERY));
  }
}
