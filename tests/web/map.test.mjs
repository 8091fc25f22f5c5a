/*
 * An interactive map in a real browser: node map.test.mjs BROWSER PLAYWRIGHT MAP.html FROM TO. FROM and TO are
 * devices of the map. Prints TAP.
 */
import { pathToFileURL } from "node:url";

const [browserPath, playwrightPath, file, from, to] = process.argv.slice(2);
const { chromium } = await import(pathToFileURL(playwrightPath).href);
const browser = await chromium.launch({
  executablePath: browserPath,
  args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
const page = await browser.newPage({ viewport: { width: 1400, height: 850 } });
const problems = [];
const requests = [];
let count = 0;
let failures = 0;
page.on("console", (message) => problems.push(message.text()));
page.on("pageerror", (error) => problems.push(error.message));
page.on("request", (request) => requests.push(request.url()));

function expect(what, got, wanted) {
  count++;
  if (got === wanted) return console.log(`ok ${count} - ${what}`);
  failures++;
  console.log(`not ok ${count} - ${what}\n# expected ${wanted}, got ${got}`);
}

async function idOf(name) {
  return page.evaluate((wanted) => JSON.parse(document.getElementById("network").textContent).devices.find((one) => one.name === wanted)?.id, name);
}

async function clickDevice(name, modifiers = []) {
  const id = await idOf(name);
  await page.locator(`#device-${id}, #a_device-${id}`).first().click({ modifiers });
}

async function search(words) {
  await page.keyboard.press("Escape");
  await page.locator("#frame").focus().catch(() => {});
  await page.keyboard.press("/");
  await page.keyboard.type(words);
}

async function heading() {
  return page.locator("#panel h2").textContent();
}

await page.goto(pathToFileURL(file).href);

await search(from);
expect("a device is found by name", await page.locator("#found li b").first().textContent(), from);
await page.keyboard.press("Enter");
expect("the device found is shown", await heading(), from);
expect("and marked", await page.locator("svg .selected").count(), 1);

await page.locator("#fit").click();
await clickDevice(to);
expect("a device clicked is shown", await heading(), to);
expect("with its links and their evidence", (await page.locator("#panel table").first().textContent()).includes("confirmed"), true);
expect("and its interfaces", await page.locator("#panel caption").allTextContents().then((all) => all.includes("Interfaces")), true);

await clickDevice(from);
await clickDevice(to, ["Shift"]);
expect("two clicked give their path", await heading(), `Path ${from} – ${to}`);
const hops = await page.locator("#panel tbody tr").count();
expect("which has hops", hops > 0, true);
expect("whose lines are marked", (await page.locator("svg .line-on-path").count()) >= hops, true);

const mac = await page.evaluate(() => JSON.parse(document.getElementById("network").textContent).devices.find((one) => /^([0-9a-f]{2}:){5}/.test(one.chassis_ids[0] ?? "")));
await page.locator("#clear").click();
await page.locator("#search").fill(mac.chassis_ids[0].replaceAll(":", "-").toUpperCase());
expect("and by a MAC address in another notation", await page.locator("#found li b").first().textContent(), mac.name);
await page.locator("#search").fill("no such device anywhere");
expect("nothing found is told", await page.locator("#status").textContent(), "nothing found");
await page.locator("#search").press("Escape");

const role = page.locator("#filters fieldset input").first();
await role.uncheck();
expect("a role filtered out is dimmed", (await page.locator("svg .filtered").count()) > 0, true);
await role.check();
expect("and comes back", await page.locator("svg .filtered").count(), 0);

if (await page.locator("#fold").count()) {
  await page.locator("#fold").check();
  expect("endpoints fold", (await page.locator("svg .folded").count()) > 0, true);
  await page.locator("#fold").uncheck();
}

const before = await page.locator("#sheet").evaluate((sheet) => sheet.style.transform);
await page.mouse.move(600, 400);
await page.mouse.wheel(0, -400);
await page.waitForTimeout(100);
expect("the wheel zooms", (await page.locator("#sheet").evaluate((sheet) => sheet.style.transform)) !== before, true);

expect("no request leaves the file", requests.filter((url) => !url.startsWith("file:")).join(" "), "");
expect("one file is read", String(requests.length), "1");
expect("the console is silent", problems.join("; "), "");
await browser.close();
console.log(`1..${count}`);
process.exit(failures ? 1 : 0);
