/* How well finished drawings read: what layouts are compared by. */
#ifndef RENDER_SCENE_SCORE_H
#define RENDER_SCENE_SCORE_H

#include "render/scene.h"

/* 0 to 1, as layout_score has it. */
double scene_score(const struct scene *scene);

/* Of several pages (struct scene) that of the worst. */
double scene_score_pages(const GPtrArray *pages);

#endif
