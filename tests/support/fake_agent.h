/*
 * An agent that answers from lines as .snmprec files have them, and errs on demand. Nothing happens until
 * fake_agent_run: it plays the event loop.
 */
#ifndef TESTS_SUPPORT_FAKE_AGENT_H
#define TESTS_SUPPORT_FAKE_AGENT_H

#include "discover/agent.h"
#include "model/observation.h"

struct fake_agent {
    struct agent agent;
    GPtrArray *items; /* in the order of the lines */
    GQueue pending;
    size_t max_octets;       /* of the varbinds of an answer; 0 no limit */
    bool truncates;          /* what is over max_octets is left out; otherwise tooBig */
    bool getbulk_fails;      /* with genErr */
    bool getbulk_is_empty;   /* answered with no varbind */
    bool is_unsorted;        /* what follows a name is the next line */
    size_t goes_back_to;     /* unsorted: what follows the last line; SIZE_MAX nothing */
    struct oid fails_below;  /* names in this subtree are answered with genErr */
    bool hides_error_index;  /* error-index 0 */
    unsigned answers_left;   /* then silence */
    struct oid hides_behind; /* to names in this subtree it says that there is nothing behind them */
    unsigned survives;       /* so many requests at a time: what is more is not answered; 0 any */
    unsigned requests, getbulks, getnexts, gets;
    size_t names;       /* of all requests */
    size_t most_octets; /* of the varbinds of an answer */
    size_t octets;      /* of those of all */
    unsigned most_in_flight;
    const char *failure; /* not NULL: every request fails with this */
};

/* The lines: `OID|TAG|VALUE`. */
struct fake_agent *fake_agent_new(const char *lines);

/* Answers what is pending until nothing is. */
void fake_agent_run(struct fake_agent *agent);

/* One answer; false when nothing is pending. */
bool fake_agent_step(struct fake_agent *agent);

/* The observation of a whole visit of such an agent. */
struct observation *fake_agent_visit(const char *lines);

/* Whether there is a warning about the object whose text has this in it. */
bool has_warning(const struct observation *observation, const char *object, const char *part);

#endif
