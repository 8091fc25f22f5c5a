#include "discover/agent_snmp.h"

#include "discover/community_codec.h"
#include "discover/usm_codec.h"

static struct codec *make_codec(const struct credential *credential, const struct agent_engine *engine,
                                GError **error)
{
    return credential->version == SNMP_V3 ? usm_codec_new(credential, engine, error)
                                          : community_codec_new(credential);
}

struct codec *agent_snmp_codec(const struct credential *credential)
{
    return make_codec(credential, NULL, NULL);
}

void agent_snmp_forget_keys(void)
{
    usm_codec_forget_keys();
}

struct agent *agent_snmp_new(uv_loop_t *loop, struct address address, uint16_t port,
                             const struct credential *credential, const struct agent_snmp_options *options,
                             GError **error)
{
    struct codec *codec = make_codec(credential, options->engine, error);
    struct agent_udp_options udp = {.address = address,
                                    .port = port,
                                    .timeout_ms = options->timeout_ms,
                                    .retries = options->retries,
                                    .round_trips = options->round_trips,
                                    .pacer = options->pacer,
                                    .is_cautious = options->is_cautious,
                                    .has_getbulk = credential->version != SNMP_V1,
                                    .credential = credential->name};
    return codec ? agent_udp_new(loop, codec, &udp, error) : NULL;
}
