export { ANCHORS } from './anchors.js';
export { modelCardMarkdown } from './model-card.js';
export { confusionPicture } from './pictures/confusion.js';
export { protocolsPicture } from './pictures/protocols.js';
export { pngOf } from './png.js';
export { reportPicture, type Pictured } from './report-pictures.js';
export { resultsPage } from './results-page.js';
