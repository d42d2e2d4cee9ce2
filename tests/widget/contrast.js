/* The contrast (WCAG 2.2) of every visible text of the open chat with what lies beneath it. */
() => {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const luminance = ([r, g, b]) => {
    const linear = [r, g, b].map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
  };
  const beneath = (node) => {
    const colour = rgba(getComputedStyle(node).backgroundColor);
    return colour[3] === 255 || !node.parentElement ? colour : beneath(node.parentElement);
  };
  const root = document.querySelector("auskunft-chat").shadowRoot;
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const ratios = {};
  while (texts.nextNode()) {
    const node = texts.currentNode.parentElement;
    if (!texts.currentNode.data.trim() || !node.checkVisibility() || node.closest(".unseen, style")) continue;
    const [light, dark] = [luminance(rgba(getComputedStyle(node).color)), luminance(beneath(node))].sort((a, b) => b - a);
    ratios[`${node.className || node.tagName}: ${texts.currentNode.data}`] = (light + 0.05) / (dark + 0.05);
  }
  const send = root.querySelector("button.primary");
  const pair = [luminance(rgba(getComputedStyle(send).color)), luminance(beneath(send))].sort((a, b) => b - a);
  return { ...ratios, "send icon": (pair[0] + 0.05) / (pair[1] + 0.05) };
}
