// What the pages that pass pictures on share: a file becomes bytes that fit into a message, and bytes become a picture.
const TYPES = ["image/png", "image/jpeg", "image/gif", "image/webp"]; // nothing that could carry a script, as SVG can
const MOST_BYTES = 700_000;
const MOST_SIDE = 1_600;

/** The file as it can be sent; an error tells people why there is none. */
export async function fitToSend(file) {
  if (!TYPES.includes(file.type)) throw new Error(`${file.name} is no picture: PNG, JPEG, GIF or WebP`);
  const picture = await makeSmaller(file).catch(() => null);
  if (!picture) throw new Error(`${file.name} cannot be read`);
  if (picture.size > MOST_BYTES) throw new Error(`${file.name} is too large: at most ${MOST_BYTES / 1_000} KB`);
  return picture;
}

/** What a message cannot carry is made smaller first; all but GIF, which may move. */
async function makeSmaller(file) {
  if (file.size <= MOST_BYTES || file.type === "image/gif") return file;
  const bitmap = await createImageBitmap(file);
  const scale = Math.min(1, MOST_SIDE / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  canvas.width = bitmap.width * scale;
  canvas.height = bitmap.height * scale;
  canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return new Promise(resolve => canvas.toBlob(resolve, "image/jpeg", 0.82));
}

/** Whether these bytes may be shown: whatever the server says, a page looks for itself. */
export function isPicture(blob) {
  return TYPES.includes(blob.type);
}

/** Bytes get an address that lives as long as the page, or until they are let go. */
export function imageOf(blob, name) {
  const image = document.createElement("img");
  image.alt = name;
  image.src = URL.createObjectURL(blob);
  return image;
}

/** Frees the bytes of the pictures in an element that goes. */
export function letGo(element) {
  for (const image of element.querySelectorAll("img")) URL.revokeObjectURL(image.src);
}
