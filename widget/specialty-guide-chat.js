// The one address a website needs. The assistant's server writes a version into
// the path below, so that everything behind it may be kept by browsers for ever.
import "./chat.js";
