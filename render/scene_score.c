#include "render/scene_score.h"

#include <math.h>

static void take_line(struct layout_edge *edge, const struct scene_line *line)
{
    edge->a = line->a;
    edge->b = line->b;
    if (line->points->len > 0)
        g_array_append_vals(edge->points, line->points->data, line->points->len);
    for (int k = 0; k < LABELS_OF_EDGE; k++) {
        const struct scene_label *label = &line->labels[k];
        if (label->text != NULL)
            edge->labels[k] = (struct layout_label){label->width, true, label->center};
    }
}

double scene_score(const struct scene *scene)
{
    struct layout *layout = layout_new(scene->boxes->len, scene->lines->len);
    for (guint i = 0; i < scene->boxes->len; i++) {
        const struct scene_box *box = SCENE_BOX(scene, i);
        struct point center = {box->left + box->width / 2, box->top + box->height / 2};
        layout->boxes[i] = (struct layout_box){box->width, box->height, center, LAYOUT_FREE};
    }
    for (guint i = 0; i < scene->lines->len; i++)
        take_line(&layout->edges[i], SCENE_LINE_AT(scene, i));
    layout->width = scene->width;
    layout->height = scene->height;
    double score = layout_score(layout, SCENE_FONT);
    layout_free(layout);
    return score;
}

double scene_score_pages(const GPtrArray *pages)
{
    double least = 1;
    for (guint i = 0; i < pages->len; i++)
        least = fmin(least, scene_score(pages->pdata[i]));
    return least;
}
