// Generated from test/support/contracts/vendor-b/asyncapi.yaml (sha256 25c2930a52d24d9550216c5effa793b66a726623794bc9fa979bdd76a5259a53).
// Do not edit: change the source and run `npm run generate`.

/** The JSON Schema of every payload by message type, with the provenance of each field. */
export const annotatedSchemas: { readonly [type: string]: { readonly [keyword: string]: unknown } } = {
  "job.created": {
    "type": "object",
    "required": [
      "tenant",
      "job"
    ],
    "properties": {
      "tenant": {
        "type": "object",
        "required": [
          "id"
        ],
        "properties": {
          "id": {
            "type": "string"
          }
        }
      },
      "job": {
        "type": "object",
        "required": [
          "delivery",
          "credential"
        ],
        "properties": {
          "delivery": {
            "type": "object",
            "required": [
              "id"
            ],
            "properties": {
              "id": {
                "type": "string"
              },
              "receiver": {
                "type": "object",
                "properties": {
                  "name": {
                    "type": "string"
                  },
                  "street": {
                    "type": "string"
                  },
                  "town": {
                    "type": "string"
                  }
                }
              }
            }
          },
          "credential": {
            "type": "object",
            "required": [
              "identity"
            ],
            "properties": {
              "identity": {
                "type": "object",
                "required": [
                  "id"
                ],
                "properties": {
                  "id": {
                    "type": "string",
                    "minLength": 1
                  },
                  "issuer": {
                    "type": "string"
                  }
                }
              },
              "layout": {
                "type": "object",
                "properties": {
                  "number": {
                    "type": "integer"
                  },
                  "fields": {
                    "type": "array",
                    "items": {
                      "type": "object",
                      "required": [
                        "name",
                        "value"
                      ],
                      "properties": {
                        "name": {
                          "type": "string"
                        },
                        "value": {
                          "type": "string"
                        }
                      }
                    }
                  }
                }
              },
              "readBack": {
                "type": "array",
                "description": "What is to be read from the credential and reported.",
                "items": {
                  "type": "object",
                  "required": [
                    "name"
                  ],
                  "properties": {
                    "name": {
                      "type": "string"
                    }
                  }
                }
              }
            }
          }
        }
      }
    }
  },
  "credential.accepted": {
    "type": "object",
    "required": [
      "credential"
    ],
    "properties": {
      "credential": {
        "type": "object",
        "required": [
          "identity"
        ],
        "properties": {
          "identity": {
            "type": "object",
            "required": [
              "id"
            ],
            "properties": {
              "id": {
                "type": "string",
                "minLength": 1
              },
              "issuer": {
                "type": "string"
              }
            }
          }
        }
      }
    }
  },
  "delivery.accepted": {
    "type": "object",
    "required": [
      "delivery"
    ],
    "properties": {
      "delivery": {
        "type": "object",
        "required": [
          "identity"
        ],
        "properties": {
          "identity": {
            "type": "object",
            "required": [
              "id"
            ],
            "properties": {
              "id": {
                "type": "string",
                "minLength": 1
              },
              "issuer": {
                "type": "string"
              }
            }
          },
          "credentials": {
            "type": "array",
            "items": {
              "type": "object",
              "required": [
                "id"
              ],
              "properties": {
                "id": {
                  "type": "string",
                  "minLength": 1
                },
                "issuer": {
                  "type": "string"
                }
              }
            }
          }
        }
      }
    }
  },
  "fault": {
    "type": "object",
    "required": [
      "fault"
    ],
    "properties": {
      "fault": {
        "type": "object",
        "required": [
          "code",
          "explanation"
        ],
        "properties": {
          "code": {
            "type": "string",
            "enum": [
              "bad-message",
              "unknown-message",
              "unknown-item",
              "wrong-state",
              "missing-value",
              "failure"
            ]
          },
          "explanation": {
            "type": "string"
          },
          "about": {
            "type": "object",
            "properties": {
              "message": {
                "type": "string"
              },
              "credential": {
                "type": "object",
                "required": [
                  "id"
                ],
                "properties": {
                  "id": {
                    "type": "string",
                    "minLength": 1
                  },
                  "issuer": {
                    "type": "string"
                  }
                }
              },
              "delivery": {
                "type": "object",
                "required": [
                  "id"
                ],
                "properties": {
                  "id": {
                    "type": "string",
                    "minLength": 1
                  },
                  "issuer": {
                    "type": "string"
                  }
                }
              }
            }
          }
        }
      }
    }
  },
  "credential.produced": {
    "type": "object",
    "required": [
      "tenant",
      "credential"
    ],
    "properties": {
      "tenant": {
        "type": "object",
        "required": [
          "id"
        ],
        "properties": {
          "id": {
            "type": "string"
          }
        }
      },
      "credential": {
        "type": "object",
        "required": [
          "identity",
          "delivery",
          "readBack"
        ],
        "properties": {
          "identity": {
            "type": "object",
            "required": [
              "id"
            ],
            "properties": {
              "id": {
                "type": "string",
                "minLength": 1
              },
              "issuer": {
                "type": "string"
              }
            }
          },
          "delivery": {
            "type": "object",
            "required": [
              "id"
            ],
            "properties": {
              "id": {
                "type": "string",
                "minLength": 1
              },
              "issuer": {
                "type": "string"
              }
            }
          },
          "at": {
            "type": "string",
            "format": "date-time"
          },
          "readBack": {
            "type": "array",
            "items": {
              "type": "object",
              "required": [
                "name",
                "value"
              ],
              "properties": {
                "name": {
                  "type": "string"
                },
                "value": {
                  "type": "string"
                }
              }
            }
          }
        }
      }
    }
  },
  "delivery.left": {
    "type": "object",
    "required": [
      "tenant",
      "delivery"
    ],
    "properties": {
      "tenant": {
        "type": "object",
        "required": [
          "id"
        ],
        "properties": {
          "id": {
            "type": "string"
          }
        }
      },
      "delivery": {
        "type": "object",
        "required": [
          "identity",
          "credentials"
        ],
        "properties": {
          "identity": {
            "type": "object",
            "required": [
              "id"
            ],
            "properties": {
              "id": {
                "type": "string",
                "minLength": 1
              },
              "issuer": {
                "type": "string"
              }
            }
          },
          "at": {
            "type": "string",
            "format": "date-time"
          },
          "credentials": {
            "type": "array",
            "minItems": 1,
            "items": {
              "type": "object",
              "required": [
                "id"
              ],
              "properties": {
                "id": {
                  "type": "string",
                  "minLength": 1
                },
                "issuer": {
                  "type": "string"
                }
              }
            }
          },
          "transport": {
            "type": "object",
            "properties": {
              "company": {
                "type": "string"
              },
              "number": {
                "type": "string"
              }
            }
          }
        }
      }
    }
  }
};
