/*
 * What glib-compile-resources makes of render/web/ when wiremap is built: /wiremap/web/page.html, style.css
 * and script.js (empty where there was no npm).
 */
#ifndef RENDER_WEB_RESOURCE_H
#define RENDER_WEB_RESOURCE_H

void web_register_resource(void);

#endif
